import type { AccountsDocument, Means } from '@samverkan/contract';

type Account = AccountsDocument['accounts'][string];

/**
 * What an account is good for now:
 * - `active`: somebody can sign in with it
 * - `invited`: nobody has yet, but there is a link that can be used
 * - `lapsed`: nobody has, and the link is too old
 * - `unused`: nobody has, and there is no link
 * - `closed`
 */
export const ACCOUNT_STATES = ['active', 'invited', 'lapsed', 'unused', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export interface AccountRow {
  readonly id: string;
  readonly person?: string | undefined;
  /** The person's name; none: technical. */
  readonly name?: string | undefined;
  readonly state: AccountState;
  readonly administrator: boolean;
  /** Each means once, in the contract's order. */
  readonly means: readonly Means[];
  readonly signedInAt?: string | undefined;
  /** Until when a link can be used: that of an invitation, or of a reset. */
  readonly linkUntil?: string | undefined;
  /** A reset that may still come to something. */
  readonly reset?: Account['reset'];
  /** Somebody has been its holder: nobody is invited to it any more. */
  readonly used: boolean;
  readonly closed?: Account['closed'];
}

function stateOf({ closed, means, invited }: Account, now: string): AccountState {
  if (closed) return 'closed';
  if (Object.keys(means).length > 0) return 'active';
  if (!invited) return 'unused';
  return invited.until > now ? 'invited' : 'lapsed';
}

/**
 * Accounts as rows, people by name and then the technical ones.
 * @param now an instant, by which links are judged
 */
export function accountRows(
  { accounts }: AccountsDocument,
  nameOf: (person: string) => string,
  compare: (a: string, b: string) => number,
  now: string,
): readonly AccountRow[] {
  return Object.entries(accounts)
    .map(([id, account]): AccountRow => {
      const { person, administrator, invited, means, usedSince, signedInAt, closed } = account;
      const reset = account.reset !== undefined && account.reset.until > now ? account.reset : undefined;
      const until = [invited?.until, reset?.confirmed && reset.until].filter((end) => end !== undefined && end > now).sort();
      return {
        id,
        person,
        name: person === undefined ? undefined : nameOf(person),
        state: stateOf(account, now),
        administrator,
        means: [...new Set(Object.values(means).map((one) => one.means))],
        signedInAt,
        linkUntil: until.at(-1),
        reset,
        used: usedSince !== undefined || Object.keys(means).length > 0,
        closed,
      };
    })
    .sort(
      (a, b) =>
        Number(a.person === undefined) - Number(b.person === undefined) || compare(a.name ?? a.id, b.name ?? b.id) || compare(a.id, b.id),
    );
}

export interface AccountFilter {
  readonly words?: string | undefined;
  readonly state?: string | undefined;
  readonly administrators?: boolean | undefined;
}

/** Whether a row answers to a filter; words are looked for in name and id, in any order and letter case. */
export function matches(row: AccountRow, { words, state, administrators }: AccountFilter): boolean {
  if (state !== undefined && row.state !== state) return false;
  if (administrators === true && !row.administrator) return false;
  const text = `${row.name ?? ''} ${row.id}`.toLocaleLowerCase('sv');
  return (words ?? '')
    .toLocaleLowerCase('sv')
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

/** What an administrator may do with an account as it is. */
export const ACCOUNT_ACTIONS = [
  'invite',
  'request-reset',
  'end-sessions',
  'make-administrator',
  'dismiss-administrator',
  'close',
  'reopen',
] as const;
export type AccountAction = (typeof ACCOUNT_ACTIONS)[number];

export function actionsFor({ state, administrator, used }: AccountRow): readonly AccountAction[] {
  if (state === 'closed') return ['reopen'];
  const again = state === 'active' ? (['request-reset', 'end-sessions'] as const) : (['request-reset'] as const);
  const entry = used ? again : (['invite'] as const);
  return [...entry, administrator ? 'dismiss-administrator' : 'make-administrator', 'close'];
}

/** Where an account's actions are found on the page. */
export const actionsId = (account: string): string => `actions-${account}`;

/** Actions that take something away from somebody. */
export const GRAVE: ReadonlySet<AccountAction> = new Set(['end-sessions', 'dismiss-administrator', 'close']);
