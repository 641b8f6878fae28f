import { isDay, isInstant } from './calendar.js';
import { hiddenIn, isBadlyMarked, isBlank, isStorable, mixesScripts, type TextKind } from './characters.js';
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

/** Refuses an id that cannot be part of a stream's name or an address. */
export const checkId = (field: string, id: string): void => {
  if (!ID.test(id) || id === RESERVED) throw new Refused('id/invalid', { field });
};

/** Refuses what is no code as printed in a programme: `3.4a`, `U1`. */
export const checkCode = (field: string, code: string): void => {
  if (!CODE.test(code)) throw new Refused('code/invalid', { field });
};

const checkCharacters = (field: string, text: string, limit: number, kind: TextKind): void => {
  if (text.length > limit) throw new Refused('text/too-long', { field, limit });
  if (!isStorable(text)) throw new Refused('text/invalid', { field });
  const character = hiddenIn(text, kind);
  if (character !== undefined) throw new Refused('text/character', { field, character });
  if (isBadlyMarked(text)) throw new Refused('text/combining', { field });
};

const checkLine = (field: string, text: string, kind: TextKind): void => {
  if (isBlank(text)) throw new Refused('text/empty', { field });
  checkCharacters(field, text, TITLE_LIMIT, kind);
};

/** Refuses a running text that holds what no text may hold or is too long. It may be empty. */
export const checkOptionalText = (field: string, text: string, limit: number): void => {
  checkCharacters(field, text, limit, 'running');
};

/** Refuses a running text that is empty, holds what no text may hold, or is too long. */
export const checkText = (field: string, text: string, limit: number): void => {
  if (isBlank(text)) throw new Refused('text/empty', { field });
  checkOptionalText(field, text, limit);
};

/** Refuses what is no line of text. */
export const checkTitle = (field: string, text: string): void => {
  checkLine(field, text, 'line');
};

/** Refuses what is no line of text; it may be empty. */
export const checkOptionalTitle = (field: string, text: string): void => {
  if (text !== '') checkLine(field, text, 'line');
};

/** Refuses what is no name: a line of letters that are what they look like. */
export const checkName = (field: string, text: string): void => {
  checkLine(field, text, 'name');
  if (mixesScripts(text)) throw new Refused('text/mixed-scripts', { field });
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
