import type { Position } from './port.js';

/** Before everything. */
export const START = '' as Position;

/**
 * Writes an integer (from 0) so that string order is numeric order: the number of base-36 digits as one base-36 digit, then the digits.
 * 0 becomes START. For adapters only; everybody else treats a position as opaque.
 * @throws RangeError when it is no safe integer from 0
 */
export function encodePosition(place: number): Position {
  if (!Number.isSafeInteger(place) || place < 0) throw new RangeError(`not a place in the log: ${String(place)}`);
  if (place === 0) return START;
  const digits = place.toString(36);
  return (digits.length.toString(36) + digits) as Position;
}

/**
 * The integer of a position; START is 0.
 * @throws RangeError when the text is not what encodePosition writes
 */
export function decodePosition(position: string): number {
  if (position === START) return 0;
  const place = parseInt(position.slice(1), 36);
  if (!Number.isSafeInteger(place) || place < 1 || encodePosition(place) !== position) throw new RangeError('not a position of the log');
  return place;
}

/** Whether a text from outside is a position (START included). */
export function isPosition(text: string): text is Position {
  try {
    decodePosition(text);
    return true;
  } catch {
    return false;
  }
}
