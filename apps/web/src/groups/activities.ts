import { rolesFor, type Role } from '@samverkan/contract';
import { rolesIn, type Acting } from '../platform/permissions.js';

/** What is done in a group, in the words `groups.may.NAME`: commands that belong together, all open to the same. */
export const COMMANDS = {
  attend: { context: 'meetings', commands: ['note-attendance'] },
  propose: { context: 'meetings', commands: ['move-proposal', 'withdraw-proposal'] },
  tasks: { context: 'decisions', commands: ['mark-task-done'] },
  meet: {
    context: 'meetings',
    commands: [
      ...['schedule', 'reschedule', 'convoke', 'cancel', 'open', 'adjourn', 'resume', 'close'],
      ...['add-item', 'move-item', 'take-up-item', 'close-item'],
    ],
  },
  doors: { context: 'meetings', commands: ['close-doors', 'open-doors'] },
  decide: { context: 'meetings', commands: ['take-decision'] },
  follow: { context: 'decisions', commands: ['assign-task', 'correct', 'supersede', 'mark-executed'] },
  respond: { context: 'decisions', commands: ['respond'] },
  members: { context: 'groups', commands: ['establish-seat', 'appoint', 'resign', 'choose-office', 'leave-office'] },
  group: { context: 'groups', commands: ['form', 'rename', 'give-mandate', 'link-to-measure', 'link-to-group', 'dissolve'] },
} as const satisfies Readonly<Record<string, { readonly context: string; readonly commands: readonly string[] }>>;

/** Who reads what not everybody reads: what is behind closed doors, and the contact data of the group's members. */
const READING = {
  'read-closed': ['member', 'substitute', 'chair', 'secretary', 'secretariat', 'auditor'],
  'read-contacts': ['member', 'substitute', 'chair', 'secretary', 'secretariat'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export interface Activity {
  readonly name: string;
  /** As what it may be done. */
  readonly roles: readonly Role[];
}

/** Everything that is done in a group or read of it, by rights that not everybody has. */
export const ACTIVITIES: readonly Activity[] = [
  ...Object.entries(READING).map(([name, roles]) => ({ name, roles })),
  ...Object.entries(COMMANDS).map(([name, { context, commands }]) => ({ name, roles: rolesFor(context, commands[0]) ?? [] })),
];

export interface Possible extends Activity {
  readonly may: boolean;
  /** The first of the activity's roles that who looks has: as that they do it. */
  readonly as?: Role | undefined;
}

/** What somebody may do in a group today, and as what; a financier responds to any group's decisions, for their own organisation. */
export function possibilities(group: string, acting: Acting): readonly Possible[] {
  const held = new Set<Role>(rolesIn({ group }, acting));
  if (acting.signedIn && acting.finances.length > 0) held.add('financier');
  return ACTIVITIES.map((activity) => {
    const as = activity.roles.find((role) => held.has(role));
    return { ...activity, may: as !== undefined, as };
  });
}
