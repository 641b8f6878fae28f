import type { GroupDocument } from '@samverkan/contract';
import { entry, under } from './entries.js';
import { NONE, isSignedIn } from './model.js';
import type { Audience, Look } from './projection.js';
import type { GroupWhole } from './wholes.js';

// A decision that an appointment rests on is named to those who may see it; to others the appointment rests on something that is not told.

export interface OnItem {
  readonly group: string;
  readonly meeting: string;
  readonly item: string;
}

/** The decision that was taken on an item. */
export const decisionOn = ({ meeting, item }: OnItem, look: Look): string | undefined =>
  entry(look.get('meeting', meeting)?.agenda ?? [], item)?.decision;

/** The group, and those with an appointment that rests on what its doors were closed on. */
export const withCiting = (event: OnItem, look: Look): readonly string[] => {
  const decision = decisionOn(event, look);
  return decision === undefined ? [event.group] : [...new Set([event.group, ...(look.get('decision', decision)?.citedIn ?? NONE)])];
};

export const withBasis = (body: GroupWhole, decision: string, look: Look): GroupWhole => {
  // What nobody knows of is named to nobody.
  const { group, doors, published } = look.get('decision', decision) ?? { group: '', doors: 'closed', published: false };
  return { ...body, bases: { ...body.bases, [decision]: { group, doors, published } } };
};

/** The appointments without the decisions that an audience may not see. */
export const basedOn = ({ appointments, bases }: GroupWhole, audience: Audience): GroupDocument['appointments'] => {
  if (Object.values(bases).every(({ doors, published }) => doors === 'open' && (published || isSignedIn(audience)))) return appointments;
  const mayKnow = (decision: string): boolean => {
    const found = under(bases, decision);
    if (found === undefined) return false;
    return found.doors === 'closed' ? audience === `group:${found.group}` : found.published || isSignedIn(audience);
  };
  const shown = Object.entries(appointments).map(([id, one]) => {
    const isTold = !('decision' in one.basis) || mayKnow(one.basis.decision);
    return [id, isTold ? one : { ...one, basis: { hidden: true as const } }] as const;
  });
  return Object.fromEntries(shown);
};

/** The group whose meeting is closed, and those with an appointment that rests on what it has decided. */
export const closedWith = ({ group, meeting }: { readonly group: string; readonly meeting: string }, look: Look): readonly string[] => {
  const decisions = look.get('meeting', meeting)?.decisions ?? [];
  return decisions.length === 0
    ? [group]
    : [...new Set([group, ...decisions.flatMap(([id]) => look.get('decision', id)?.citedIn ?? NONE)])];
};
