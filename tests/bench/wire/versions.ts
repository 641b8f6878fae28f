// A patch says which version it leads to: the position of a change in the log. Peers write the same into their messages, so that one
// rule tells of every frame how far its receiver has come.

const TO = Buffer.from('"to":"');
const QUOTE = 0x22;

/** A place in the log as its position is written: the number of base-36 digits as one such digit, then the digits. */
export const positionOf = (place: number): string => {
  const digits = place.toString(36);
  return digits.length.toString(36) + digits;
};

export const placeOf = (position: string): number => (position === '' ? 0 : parseInt(position.slice(1), 36));

/** The latest place that a frame leads to; -1 when it says none. */
export function latestPlace(frame: Buffer): number {
  let latest = -1;
  for (let at = frame.indexOf(TO); at >= 0; at = frame.indexOf(TO, at)) {
    // The first digit says how many there are.
    at += TO.length + 1;
    let place = 0;
    for (let digit = frame[at]; digit !== undefined && digit !== QUOTE; digit = frame[(at += 1)]) {
      place = place * 36 + (digit < 0x40 ? digit - 0x30 : digit - 0x57);
    }
    if (place > latest) latest = place;
  }
  return latest;
}
