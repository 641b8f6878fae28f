import { z } from 'zod';
import { DOORS, GENDERS, GROUP_KINDS, GROUP_RELATIONS, OFFICES, OUTCOMES, PRESENCES, SECTORS, STANDS } from '../documents/common.js';
import type { DocumentKind } from '../documents/kinds.js';
import { AUTHORITY_ROLES, type POLICY } from '../policy.js';
import { Day, EntityId, Instant, Line, MeasureCode, Name, Prose, Wording } from '../text.js';

/** One command: of which document it asks for the version, and what it needs. Who may give it stands in `POLICY`. */
export interface CommandSpec {
  readonly doc: DocumentKind;
  readonly body: z.ZodObject;
  /** What it makes, named as the body's field in which its sender may choose the id. Told in `made`. */
  readonly makes?: string;
}

const none = z.strictObject({});
const spec = <B extends z.ZodObject>(doc: DocumentKind, body: B) => ({ doc, body });
const making = <B extends z.ZodObject>(doc: DocumentKind, makes: keyof B['shape'] & string, body: B) => ({ doc, body, makes });
const Measures = z.array(MeasureCode).max(30);
const Email = z.email().max(200);
const Phone = z.string().regex(/^\+?[0-9 ()-]{5,30}$/u, { error: 'phone/invalid' });
const occasion = { title: Line, place: Line, startsAt: Instant, endsAt: Instant };

/** Each command that somebody may give, and no other. */
type CommandTable = { readonly [C in keyof typeof POLICY]: { readonly [N in keyof (typeof POLICY)[C]]: CommandSpec } };

/** Every command of the API: context → command → what it needs. `POST /api/{context}/{id}/{command}`. */
export const COMMANDS = {
  organisations: {
    register: spec('organisation', z.strictObject({ name: Name, sector: z.enum(SECTORS), municipality: Line.optional() })),
    rename: spec('organisation', z.strictObject({ name: Name })),
    merge: spec('organisation', z.strictObject({ into: EntityId })),
    close: spec('organisation', z.strictObject({ reason: Wording })),
  },
  persons: {
    register: spec(
      'person',
      z.strictObject({
        name: Name,
        gender: z.enum(GENDERS),
        email: Email.optional(),
        phone: Phone.optional(),
        organisation: EntityId.optional(),
        municipality: Line.optional(),
      }),
    ),
    rename: spec('person', z.strictObject({ name: Name })),
    'change-contact': spec('person', z.strictObject({ email: Email.optional(), phone: Phone.optional() })),
    'change-organisation': spec('person', z.strictObject({ organisation: EntityId.optional() })),
    close: spec('person', none),
  },
  groups: {
    form: spec(
      'group',
      z.strictObject({
        kind: z.enum(GROUP_KINDS),
        name: Name,
        nameEn: Name.optional(),
        mandate: Wording,
        mandateEn: Wording.optional(),
        rules: z.strictObject({ quorumPercent: z.number().int().min(0).max(100), termMonths: z.number().int().min(1).max(120) }).optional(),
        area: z.string().max(10).optional(),
        municipality: Line.optional(),
      }),
    ),
    rename: spec('group', z.strictObject({ name: Name, nameEn: Name.optional() })),
    'give-mandate': spec('group', z.strictObject({ mandate: Wording, mandateEn: Wording.optional() })),
    'link-to-measure': spec('group', z.strictObject({ measure: MeasureCode })),
    'link-to-group': spec('group', z.strictObject({ relation: z.enum(GROUP_RELATIONS), to: EntityId })),
    'establish-seat': making('group', 'seat', z.strictObject({ seat: EntityId.optional(), nominatedBy: z.array(EntityId).max(20) })),
    appoint: making(
      'group',
      'appointment',
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
    resign: spec('group', z.strictObject({ appointment: EntityId, on: Day })),
    /** `from`: a later day, for a term that begins by then. */
    'choose-office': spec('group', z.strictObject({ office: z.enum(OFFICES), person: EntityId, from: Day.optional() })),
    /** `coming`: not who holds it, but who was chosen from a later day on. */
    'leave-office': spec('group', z.strictObject({ office: z.enum(OFFICES), coming: z.literal(true).optional() })),
    dissolve: spec('group', z.strictObject({ reason: Wording })),
  },
  meetings: {
    schedule: spec('meeting', z.strictObject({ group: EntityId, ...occasion })),
    reschedule: spec('meeting', z.strictObject({ ...occasion, reason: Wording })),
    convoke: spec('meeting', z.strictObject({ message: Prose.default('') })),
    cancel: spec('meeting', z.strictObject({ reason: Wording })),
    open: spec('meeting', none),
    adjourn: spec('meeting', z.strictObject({ reason: Wording, until: Instant.optional() })),
    resume: spec('meeting', none),
    close: spec('meeting', none),
    'add-item': making(
      'meeting',
      'item',
      z.strictObject({
        item: EntityId.optional(),
        title: Line,
        description: Prose.default(''),
        place: z.number().int().min(1).max(1_000).optional(),
        measures: Measures.default([]),
        doors: z.enum(DOORS).default('open'),
      }),
    ),
    'move-item': spec('meeting', z.strictObject({ item: EntityId, place: z.number().int().min(1).max(1_000) })),
    'take-up-item': spec('meeting', z.strictObject({ item: EntityId })),
    'close-item': spec('meeting', z.strictObject({ item: EntityId })),
    /** From now on the item, with all that is said and decided on it, is for the group, the secretariat and auditors. */
    'close-doors': spec('meeting', z.strictObject({ item: EntityId })),
    /** What was behind closed doors becomes as open as everything else in the meeting, also after it is closed. */
    'open-doors': spec('meeting', z.strictObject({ item: EntityId })),
    /** A member notes their own attendance; the meeting's officers anybody's. */
    'note-attendance': spec('meeting', z.strictObject({ person: EntityId, presence: z.enum(PRESENCES) })),
    /** A member moves a proposal as themselves; the officers may write it down for somebody. */
    'move-proposal': making(
      'meeting',
      'proposal',
      z.strictObject({ item: EntityId, proposal: EntityId.optional(), by: EntityId.optional(), wording: Wording }),
    ),
    'withdraw-proposal': spec('meeting', z.strictObject({ item: EntityId, proposal: EntityId })),
    'take-decision': making(
      'meeting',
      'decision',
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
    'assign-task': making('decision', 'task', z.strictObject({ task: EntityId.optional(), person: EntityId, what: Wording, due: Day })),
    'mark-task-done': spec('decision', z.strictObject({ task: EntityId, note: Prose.default('') })),
    /** Wording, outcome or both; without an outcome and a proposal those stay as they are. */
    correct: spec(
      'decision',
      z.strictObject({ wording: Wording, outcome: z.enum(OUTCOMES).optional(), adopted: EntityId.optional(), reason: Wording }),
    ),
    supersede: spec('decision', z.strictObject({ by: EntityId })),
    'mark-executed': spec('decision', z.strictObject({ note: Prose.default('') })),
    /** An organisation's own decision on the partnership's, with its own reference. */
    respond: spec(
      'decision',
      z.strictObject({ organisation: EntityId, stand: z.enum(STANDS), conditions: Prose.default(''), reference: Line.optional() }),
    ),
  },
  accounts: {
    /** Opens the account when there is none of that id; a new invitation takes the place of an older one. Not for one that was taken into use. `made.token` goes into the link. */
    invite: spec('accounts', z.strictObject({ person: EntityId.optional(), email: Email })),
    /** `made.token` goes into the link, which is of no use before another person has confirmed it. `email`: for an account that nobody signs in to by one. */
    'request-reset': spec('accounts', z.strictObject({ email: Email.optional() })),
    'confirm-reset': spec('accounts', z.strictObject({ request: EntityId })),
    'stop-reset': spec('accounts', z.strictObject({ request: EntityId })),
    'end-sessions': spec('accounts', none),
    'make-administrator': spec('accounts', none),
    'dismiss-administrator': spec('accounts', none),
    close: spec('accounts', z.strictObject({ reason: Wording })),
    reopen: spec('accounts', none),
  },
  /** The target is the person. */
  authorities: {
    give: making(
      'authorities',
      'authority',
      z.strictObject({
        authority: EntityId.optional(),
        role: z.enum(AUTHORITY_ROLES),
        organisation: EntityId.optional(),
        from: Day,
        until: Day.optional(),
      }),
    ),
    withdraw: spec('authorities', z.strictObject({ authority: EntityId, reason: Wording })),
  },
} as const satisfies CommandTable;

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
