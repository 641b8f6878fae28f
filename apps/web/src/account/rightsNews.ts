import type { Rights, Standing, WideRole } from '@samverkan/contract';
import type { SessionTurn } from '../platform/session.store.js';

type Office = NonNullable<Standing['office']>;
type Seat = NonNullable<Standing['as']>;

/** What has changed in what somebody may be, as facts that a sentence is made of. */
export type News =
  | { readonly of: 'ended' }
  | { readonly of: 'another'; readonly name: string | undefined }
  | { readonly of: 'role'; readonly gained: boolean; readonly role: WideRole }
  | { readonly of: 'standing'; readonly gained: boolean; readonly group: string; readonly what: Office | Seat }
  | { readonly of: 'term'; readonly group: string; readonly until: string }
  | { readonly of: 'organisation'; readonly gained: boolean; readonly role: 'nominator' | 'financier'; readonly organisation: string };

function differences<T>(before: readonly T[], now: readonly T[]): readonly { readonly value: T; readonly gained: boolean }[] {
  return [
    ...before.filter((one) => !now.includes(one)).map((value) => ({ value, gained: false })),
    ...now.filter((one) => !before.includes(one)).map((value) => ({ value, gained: true })),
  ];
}

const parts = (standing: Standing | undefined): readonly (Office | Seat)[] =>
  [standing?.office, standing?.as].filter((part) => part !== undefined);

function inGroups(before: Rights['groups'], now: Rights['groups']): readonly News[] {
  const groups = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return groups.flatMap((group): readonly News[] => {
    const [then, after] = [before[group], now[group]];
    const changed = differences(parts(then), parts(after)).map(
      ({ value, gained }) => ({ of: 'standing', gained, group, what: value }) as const,
    );
    const until = after?.until;
    const moved = changed.length === 0 && until !== undefined && until !== then?.until;
    return moved ? [{ of: 'term', group, until }] : changed;
  });
}

/** What was lost and gained between two answers about the same account: what was lost first. */
export function rightsBetween(before: Rights, now: Rights): readonly News[] {
  const organisations = (role: 'nominator' | 'financier', key: 'nominates' | 'finances'): readonly News[] =>
    differences(before[key], now[key]).map(({ value, gained }) => ({ of: 'organisation', gained, role, organisation: value }));
  const news: readonly News[] = [
    ...differences(before.roles, now.roles).map(({ value, gained }) => ({ of: 'role', gained, role: value }) as const),
    ...inGroups(before.groups, now.groups),
    ...organisations('nominator', 'nominates'),
    ...organisations('financier', 'finances'),
  ];
  const lost = (one: News): boolean => 'gained' in one && !one.gained;
  return [...news.filter(lost), ...news.filter((one) => !lost(one))];
}

/** What the reader has to be told of a turn of the session; nothing of what they did themselves on this page. */
export function newsOf({ before, now, asked }: SessionTurn): readonly News[] {
  const [then, after] = [before.identity, now.identity];
  if (then?.account === after?.account) return after ? rightsBetween(before, now) : [];
  if (asked) return [];
  return after ? [{ of: 'another', name: after.name }] : [{ of: 'ended' }];
}
