import { z } from 'zod';

// NUL ends strings in some stores and readers, and a lone surrogate cannot be written as UTF-8:
// both would be changed somewhere on the way, so they are refused at the edge.
const FORBIDDEN = /[^\P{Cc}\n\r\t]/u;

/** True if a text is well-formed Unicode without control characters (line breaks and tabs are allowed). */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !FORBIDDEN.test(text);
}

const clean = (max: number) => z.string().max(max).refine(isCleanText, { error: 'text/invalid', abort: true });

/** A line: a title, a name. 1–300 characters once trimmed. */
export const Line = clean(300)
  .transform((text) => text.trim())
  .refine((text) => text.length > 0, { error: 'text/empty' });
/** Running text, may be empty. Up to 20,000 characters. */
export const Prose = clean(20_000).transform((text) => text.trim());
/** Running text that must say something. */
export const Wording = Prose.refine((text) => text.length > 0, { error: 'text/empty' });
/** An id: lower-case letters, digits and hyphens, up to 80. */
export const EntityId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/u, { error: 'id/invalid' });
/** The code of a measure as printed: `1.1`, `3.4a`. */
export const MeasureCode = z.string().regex(/^[0-9]{1,2}(\.[0-9]{1,2}[a-z]?)?$/u, { error: 'measure/invalid' });
/** An instant with zone; normalised to UTC with milliseconds. */
export const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
/** A calendar day: `2026-11-23`. */
export const Day = z.iso.date();
/** A position in the log: opaque, ordered as strings are. */
export const Position = z.string().regex(/^[0-9a-z]{0,16}$/u, { error: 'position/invalid' });
/** A command's id, chosen by who sends it: the same id is never carried out twice. */
export const CommandId = z.string().regex(/^[A-Za-z0-9._:-]{8,100}$/u, { error: 'command-id/invalid' });
