import { z } from 'zod';
import { GENDERS, GROUP_KINDS, GROUP_RELATIONS, OFFICES, OUTCOMES, PRESENCES, SECTORS } from '../documents/common.js';
import type { DocumentKind } from '../documents/kinds.js';
import { Day, EntityId, Instant, Line, MeasureCode, Prose, Wording } from '../text.js';

/** Who may give a command: holders of a role; `member` is any member of the group concerned, its officers included. */
export type CommandRole = 'secretariat' | 'chair' | 'secretary' | 'member';

/** One command: where it is given, of which document it asks for the version, who may give it, what it needs. */
export interface CommandSpec {
  readonly doc: DocumentKind;
  readonly by: readonly CommandRole[];
  readonly body: z.ZodObject;
}

const none = z.strictObject({});
const office: readonly CommandRole[] = ['secretariat', 'chair', 'secretary'];
const secretariat: readonly CommandRole[] = ['secretariat'];
const anyMember: readonly CommandRole[] = ['secretariat', 'chair', 'secretary', 'member'];
const spec = <B extends z.ZodObject>(doc: DocumentKind, by: readonly CommandRole[], body: B) => ({ doc, by, body });
const Measures = z.array(MeasureCode).max(30);
const Email = z.email().max(200);
const Phone = z.string().regex(/^\+?[0-9 ()-]{5,30}$/u, { error: 'phone/invalid' });
const occasion = { title: Line, place: Line, startsAt: Instant, endsAt: Instant };

/** Every command of the API: context → command → what it needs. `POST /api/{context}/{id}/{command}`. */
export const COMMANDS = {
  organisations: {
    register: spec('organisation', secretariat, z.strictObject({ name: Line, sector: z.enum(SECTORS), municipality: Line.optional() })),
    rename: spec('organisation', secretariat, z.strictObject({ name: Line })),
    merge: spec('organisation', secretariat, z.strictObject({ into: EntityId })),
    close: spec('organisation', secretariat, z.strictObject({ reason: Wording })),
  },
  persons: {
    register: spec(
      'person',
      secretariat,
      z.strictObject({
        name: Line,
        gender: z.enum(GENDERS),
        email: Email.optional(),
        phone: Phone.optional(),
        organisation: EntityId.optional(),
        municipality: Line.optional(),
      }),
    ),
    rename: spec('person', secretariat, z.strictObject({ name: Line })),
    'change-contact': spec('person', secretariat, z.strictObject({ email: Email.optional(), phone: Phone.optional() })),
    'change-organisation': spec('person', secretariat, z.strictObject({ organisation: EntityId.optional() })),
    close: spec('person', secretariat, none),
  },
  groups: {
    form: spec(
      'group',
      secretariat,
      z.strictObject({
        kind: z.enum(GROUP_KINDS),
        name: Line,
        nameEn: Line.optional(),
        mandate: Wording,
        mandateEn: Wording.optional(),
        rules: z.strictObject({ quorumPercent: z.number().int().min(0).max(100), termMonths: z.number().int().min(1).max(120) }).optional(),
        area: z.string().max(10).optional(),
        municipality: Line.optional(),
      }),
    ),
    rename: spec('group', secretariat, z.strictObject({ name: Line, nameEn: Line.optional() })),
    'give-mandate': spec('group', secretariat, z.strictObject({ mandate: Wording, mandateEn: Wording.optional() })),
    'link-to-measure': spec('group', secretariat, z.strictObject({ measure: MeasureCode })),
    'link-to-group': spec('group', secretariat, z.strictObject({ relation: z.enum(GROUP_RELATIONS), to: EntityId })),
    'establish-seat': spec('group', secretariat, z.strictObject({ seat: EntityId.optional(), nominatedBy: z.array(EntityId).max(20) })),
    appoint: spec(
      'group',
      secretariat,
      z.strictObject({
        seat: EntityId,
        person: EntityId,
        appointment: EntityId.optional(),
        as: z.enum(['ordinary', 'substitute']),
        order: z.number().int().min(1).max(20).optional(),
        from: Day,
        until: Day,
        basis: z.union([z.strictObject({ decision: EntityId }), z.strictObject({ document: Line })]),
      }),
    ),
    resign: spec('group', secretariat, z.strictObject({ appointment: EntityId, on: Day })),
    'choose-office': spec('group', secretariat, z.strictObject({ office: z.enum(OFFICES), person: EntityId })),
    'leave-office': spec('group', secretariat, z.strictObject({ office: z.enum(OFFICES) })),
    dissolve: spec('group', secretariat, z.strictObject({ reason: Wording })),
  },
  meetings: {
    schedule: spec('meeting', office, z.strictObject({ group: EntityId, ...occasion })),
    reschedule: spec('meeting', office, z.strictObject({ ...occasion, reason: Wording })),
    convoke: spec('meeting', office, z.strictObject({ message: Prose.default('') })),
    cancel: spec('meeting', office, z.strictObject({ reason: Wording })),
    open: spec('meeting', office, none),
    adjourn: spec('meeting', office, z.strictObject({ reason: Wording, until: Instant.optional() })),
    resume: spec('meeting', office, none),
    close: spec('meeting', office, none),
    'add-item': spec(
      'meeting',
      office,
      z.strictObject({
        item: EntityId.optional(),
        title: Line,
        description: Prose.default(''),
        place: z.number().int().min(1).max(1_000).optional(),
        measures: Measures.default([]),
      }),
    ),
    'move-item': spec('meeting', office, z.strictObject({ item: EntityId, place: z.number().int().min(1).max(1_000) })),
    'take-up-item': spec('meeting', office, z.strictObject({ item: EntityId })),
    'close-item': spec('meeting', office, z.strictObject({ item: EntityId })),
    /** A member notes their own attendance; the meeting's officers anybody's. */
    'note-attendance': spec('meeting', anyMember, z.strictObject({ person: EntityId, presence: z.enum(PRESENCES) })),
    /** A member moves a proposal as themselves; the officers may write it down for somebody. */
    'move-proposal': spec(
      'meeting',
      anyMember,
      z.strictObject({ item: EntityId, proposal: EntityId.optional(), by: EntityId.optional(), wording: Wording }),
    ),
    'withdraw-proposal': spec('meeting', anyMember, z.strictObject({ item: EntityId, proposal: EntityId })),
    'take-decision': spec(
      'meeting',
      office,
      z.strictObject({
        item: EntityId,
        decision: EntityId.optional(),
        outcome: z.enum(OUTCOMES),
        wording: Wording,
        adopted: EntityId.optional(),
      }),
    ),
  },
  decisions: {
    'assign-task': spec('decision', office, z.strictObject({ task: EntityId.optional(), person: EntityId, what: Wording, due: Day })),
    'mark-task-done': spec('decision', anyMember, z.strictObject({ task: EntityId, note: Prose.default('') })),
    correct: spec('decision', office, z.strictObject({ wording: Wording, reason: Wording })),
    supersede: spec('decision', office, z.strictObject({ by: EntityId })),
    'mark-executed': spec('decision', office, z.strictObject({ note: Prose.default('') })),
  },
} as const satisfies Record<string, Record<string, CommandSpec>>;

export type Commands = typeof COMMANDS;
export type Context = keyof Commands;
export type CommandOf<C extends Context> = keyof Commands[C] & string;
/** The body as sent. */
export type CommandInput<C extends Context, N extends CommandOf<C>> = Commands[C][N] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : never;
/** The body as read: trimmed, with defaults. */
export type CommandBody<C extends Context, N extends CommandOf<C>> = Commands[C][N] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : never;

/** Finds a command's spec; `undefined` when there is none such (own members only: `constructor` is no context). */
export function commandSpec(context: string, command: string): CommandSpec | undefined {
  const table: Readonly<Record<string, Readonly<Record<string, CommandSpec>>>> = COMMANDS;
  const commands = Object.hasOwn(table, context) ? table[context] : undefined;
  return commands && Object.hasOwn(commands, command) ? commands[command] : undefined;
}
