/**
 * What somebody may be towards a matter of the partnership. Held through appointments, offices and authorities, and only as long as those:
 * - `secretariat`: a member of the group of that kind, or by an authority
 * - `auditor`: by an authority; reads everything and changes nothing
 * - `administrator`: of accounts and settings; no power over the partnership's matters
 * - `chair`, `secretary`: by office, in one group; the vice chair acts as chair
 * - `member`, `substitute`: by an ordinary appointment, or one as substitute, in one group
 * - `nominator`, `financier`: by an authority, for one organisation
 */
export const ROLES = [
  'secretariat',
  'auditor',
  'administrator',
  'chair',
  'secretary',
  'member',
  'substitute',
  'nominator',
  'financier',
] as const;
export type Role = (typeof ROLES)[number];

/** Held towards the whole partnership. */
export const WIDE_ROLES = ['secretariat', 'auditor', 'administrator'] as const;
export type WideRole = (typeof WIDE_ROLES)[number];

/** Given to a person by the secretariat, for a time; the last two for one organisation. */
export const AUTHORITY_ROLES = ['secretariat', 'auditor', 'nominator', 'financier'] as const;
export type AuthorityRole = (typeof AUTHORITY_ROLES)[number];

const ADMINISTRATOR = ['administrator'] as const;
const SECRETARIAT = ['secretariat'] as const;
const VOUCHING = ['secretariat', 'administrator'] as const;
const MEETING_OFFICE = ['chair', 'secretary', 'secretariat'] as const;
/** A substitute takes part as the meeting allows it: what is for those who serve, the meeting itself decides. */
const ATTENDING = [...MEETING_OFFICE, 'member', 'substitute'] as const;
const FINANCIER = ['financier'] as const;

/**
 * Who may give which command, by context: the one table that the server refuses by and the page offers by. What is not in it nobody may. Where
 * somebody holds several of a command's roles they act as the first of them.
 */
export const POLICY = {
  organisations: {
    register: SECRETARIAT,
    rename: SECRETARIAT,
    merge: SECRETARIAT,
    close: SECRETARIAT,
  },
  persons: {
    register: SECRETARIAT,
    rename: SECRETARIAT,
    'change-contact': SECRETARIAT,
    'change-organisation': SECRETARIAT,
    close: SECRETARIAT,
  },
  groups: {
    form: SECRETARIAT,
    rename: SECRETARIAT,
    'give-mandate': SECRETARIAT,
    'link-to-measure': SECRETARIAT,
    'link-to-group': SECRETARIAT,
    'establish-seat': SECRETARIAT,
    appoint: SECRETARIAT,
    resign: SECRETARIAT,
    'choose-office': SECRETARIAT,
    'leave-office': SECRETARIAT,
    dissolve: SECRETARIAT,
  },
  meetings: {
    schedule: MEETING_OFFICE,
    reschedule: MEETING_OFFICE,
    convoke: MEETING_OFFICE,
    cancel: MEETING_OFFICE,
    open: MEETING_OFFICE,
    adjourn: MEETING_OFFICE,
    resume: MEETING_OFFICE,
    close: MEETING_OFFICE,
    'add-item': MEETING_OFFICE,
    'move-item': MEETING_OFFICE,
    'take-up-item': MEETING_OFFICE,
    'close-item': MEETING_OFFICE,
    'note-attendance': ATTENDING,
    'move-proposal': ATTENDING,
    'withdraw-proposal': ATTENDING,
    'take-decision': MEETING_OFFICE,
    'close-doors': MEETING_OFFICE,
    'open-doors': MEETING_OFFICE,
  },
  decisions: {
    'assign-task': MEETING_OFFICE,
    'mark-task-done': ATTENDING,
    correct: MEETING_OFFICE,
    supersede: MEETING_OFFICE,
    'mark-executed': MEETING_OFFICE,
    respond: FINANCIER,
  },
  accounts: {
    invite: ADMINISTRATOR,
    'request-reset': ADMINISTRATOR,
    /** Not by who asked for it. */
    'confirm-reset': VOUCHING,
    'stop-reset': VOUCHING,
    'end-sessions': ADMINISTRATOR,
    'make-administrator': ADMINISTRATOR,
    'dismiss-administrator': ADMINISTRATOR,
    close: ADMINISTRATOR,
    reopen: ADMINISTRATOR,
  },
  authorities: {
    give: SECRETARIAT,
    withdraw: SECRETARIAT,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly Role[]>>>>;

/** The roles that may give a command; `undefined` when there is no such command (own members only: `constructor` is no context). */
export function rolesFor(context: string, command: string): readonly Role[] | undefined {
  const table: Readonly<Record<string, Readonly<Record<string, readonly Role[]>>>> = POLICY;
  const commands = Object.hasOwn(table, context) ? table[context] : undefined;
  return commands && Object.hasOwn(commands, command) ? commands[command] : undefined;
}
