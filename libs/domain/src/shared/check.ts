import { isDay, isInstant } from './calendar.js';
import type { Day, Instant } from './ids.js';
import { Refused } from './refused.js';

/** The longest texts that are stored, in UTF-16 units. */
export const TITLE_LIMIT = 300;
export const TEXT_LIMIT = 20_000;
/** Sealed text is longer than what it seals. */
export const SEALED_LIMIT = 4_000;

const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
// Documents of the whole partnership have this id; `directory/all` must not be a group's.
const RESERVED = 'all';
const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/;
// NUL and lone surrogates cannot be stored and read back unchanged everywhere.
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Refuses an id that cannot be part of a stream's name or an address. */
export const checkId = (field: string, id: string): void => {
  if (!ID.test(id) || id === RESERVED) throw new Refused('id/invalid', { field });
};

/** Refuses what is no code as printed in a programme: `3.4a`, `U1`. */
export const checkCode = (field: string, code: string): void => {
  if (!CODE.test(code)) throw new Refused('code/invalid', { field });
};

/** Refuses a text that cannot be stored or is too long. It may be empty. */
export const checkOptionalText = (field: string, text: string, limit: number): void => {
  if (text.length > limit) throw new Refused('text/too-long', { field, limit });
  if (UNSTORABLE.test(text)) throw new Refused('text/invalid', { field });
};

/** Refuses a text that is empty, cannot be stored, or is too long. */
export const checkText = (field: string, text: string, limit: number): void => {
  if (text.trim() === '') throw new Refused('text/empty', { field });
  checkOptionalText(field, text, limit);
};

export const checkTitle = (field: string, text: string): void => {
  checkText(field, text, TITLE_LIMIT);
};

export const checkInstant = (field: string, at: Instant): void => {
  if (!isInstant(at)) throw new Refused('time/invalid', { field });
};

export const checkDay = (field: string, day: Day): void => {
  if (!isDay(day)) throw new Refused('day/invalid', { field });
};

/** Refuses what is not a whole number from `min` to `max`. */
export const checkWhole = (field: string, value: number, min: number, max: number): void => {
  if (!Number.isInteger(value) || value < min || value > max) throw new Refused('number/out-of-range', { field, min, max });
};

/** Refuses a figure that JSON cannot hold. */
export const checkFigure = (field: string, value: number): void => {
  if (!Number.isFinite(value)) {
    throw new Refused('number/out-of-range', { field, min: -Number.MAX_VALUE, max: Number.MAX_VALUE });
  }
};

export const checkChoice = <T extends string>(field: string, value: T, choices: readonly T[]): void => {
  if (!choices.includes(value)) throw new Refused('choice/invalid', { field });
};

export const checkLength = (field: string, list: readonly unknown[], limit: number): void => {
  if (list.length > limit) throw new Refused('list/too-long', { field, limit });
};

/** True when both hold the same values, whatever their order. */
export const sameSet = (one: readonly string[], other: readonly string[]): boolean => {
  const first = new Set(one);
  const second = new Set(other);
  return first.size === second.size && [...first].every((value) => second.has(value));
};
