import type { CommandRole, Identity } from '@samverkan/contract';
import { dayOf, membersOn, streamOf, type GroupState } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import { groups } from '../log/deciders.js';
import { EdgeRefused } from '../refusals.js';
import type { ActingRole } from './call.js';

/** What somebody may do in a group on a day, from the offices and appointments that are in force. */
interface Standing {
  readonly chair: boolean;
  readonly secretary: boolean;
  readonly member: boolean;
}

type ActiveGroup = Extract<GroupState, { readonly status: 'active' }>;

/** Powers come from appointments, never from what a session remembers: when a term ends, so does the power. */
function standingIn(group: ActiveGroup, person: string, day: string): Standing {
  const { offices } = group;
  const appointed = membersOn(group, day).some((one) => one.person === person);
  // The vice chair leads when the chair does not, so the same is open to both.
  const chair = appointed && (offices.chair === person || offices['vice-chair'] === person);
  // A secretary may be an official who has no seat.
  const secretary = offices.secretary === person;
  return { chair, secretary, member: appointed || secretary };
}

/** Says as what somebody gives a command, or that they may not. */
export interface Roles {
  /** @throws EdgeRefused command/not-allowed */
  readonly actingAs: (identity: Identity, group: string | undefined, by: readonly CommandRole[], at: string) => Promise<ActingRole>;
}

export function createRoles(handler: Handler): Roles {
  return {
    async actingAs(identity, group, by, at) {
      if (identity.role === 'secretariat' && by.includes('secretariat')) return 'secretariat';
      // An auditor reads everything and changes nothing, whatever seats the person may hold.
      if (identity.role !== 'auditor' && identity.person !== undefined && group !== undefined) {
        const { state } = await handler.load(groups, streamOf.group(group));
        if (state.status === 'active') {
          const standing = standingIn(state, identity.person, dayOf(at));
          const role = (['chair', 'secretary', 'member'] as const).find((one) => standing[one] && by.includes(one));
          if (role !== undefined) return role;
        }
      }
      throw new EdgeRefused('command/not-allowed', { facts: { by: by.join(', ') } });
    },
  };
}
