import { z } from 'zod';
import { isStorable, normalText, textFault, type TextKind } from './characters.js';

/**
 * A text of at most so many UTF-16 units, read into its normal form (`normalText`): what is checked here is what is stored. Which character is at fault
 * stands in the issue's `params`.
 */
const text = (max: number, kind: TextKind, mayBeEmpty: boolean) =>
  z
    .string()
    .max(max)
    .transform((given, context) => {
      const normal = normalText(given);
      const refuse = (message: string, params: Readonly<Record<string, string>> = {}): typeof z.NEVER => {
        context.addIssue({ code: 'custom', message, params });
        return z.NEVER;
      };
      if (!isStorable(given)) return refuse('text/invalid');
      if (normal === '') return mayBeEmpty ? normal : refuse('text/empty');
      // A few texts are longer composed than they were sent.
      if (normal.length > max) return refuse('text/too-long', { limit: String(max) });
      const fault = textFault(normal, kind);
      if (fault === undefined) return normal;
      return refuse(fault.code, fault.character === undefined ? {} : { character: fault.character });
    });

/** A line: a title, a place. 1–300 characters once trimmed. */
export const Line = text(300, 'line', false);
/** What a person, an organisation or a group is called: a line of letters that are what they look like. */
export const Name = text(300, 'name', false);
/** Running text, may be empty. Up to 20,000 characters. */
export const Prose = text(20_000, 'running', true);
/** Running text that must say something. */
export const Wording = text(20_000, 'running', false);
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
