// A patch says which version it leads to: the position of a change in the log, and for some audiences something after it. Peers write
// positions into their messages in the same way, so that one rule tells of every frame how far its receiver has come.

const TO = Buffer.from('"to":"');

/** A place in the log as its position is written: the number of base-36 digits as one such digit, then the digits. */
export const positionOf = (place: number): string => {
  const digits = place.toString(36);
  return digits.length.toString(36) + digits;
};

/** The place that a position or a version says; 0 for the empty one. */
export const placeOf = (version: string): number => (version === '' ? 0 : parseInt(version.slice(1, 1 + parseInt(version[0]!, 36)), 36));

const digitOf = (byte: number): number => (byte < 0x40 ? byte - 0x30 : byte - 0x57);

/** The latest place that a frame leads to; -1 when it says none. */
export function latestPlace(frame: Buffer): number {
  let latest = -1;
  for (let at = frame.indexOf(TO); at >= 0; at = frame.indexOf(TO, at)) {
    at += TO.length;
    let place = 0;
    for (let digits = digitOf(frame[at]!); digits > 0; digits -= 1) place = place * 36 + digitOf(frame[(at += 1)]!);
    if (place > latest) latest = place;
  }
  return latest;
}
