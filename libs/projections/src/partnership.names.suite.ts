import type { AccountCommand } from '@samverkan/domain';
import fc from 'fast-check';

// Who and what there is in a partnership that is asked things at random; some bear the names of what every object has.

export const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
export const GROUPS = ['g0', 'constructor', 'g2'];
export const PERSONS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
export const ORGANISATIONS = ['o0', 'o1', 'o2'];
export const MEETINGS = ['m0', 'm1', 'm2', 'm3', 'm4'];
export const ACCOUNTS = ['k0', 'k1', 'valueOf'];
export const MEASURES = ['1.1', '1.2', '2.1'];
export const ITEMS = ['i0', 'i1', 'toString'];
export const OUTCOMES = ['approved', 'rejected', 'tabled', 'referred-back', 'noted'] as const;
export const OFFICES = ['chair', 'vice-chair', 'secretary'] as const;
export const GENDERS = ['woman', 'man', 'other', 'unstated'] as const;

/** A choice of what is asked next: which kind of thing, and numbers that pick its parts. */
export type Step = readonly [what: number, a: number, b: number, c: number, d: number];

const pick = fc.nat({ max: 11 });
export const steps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.tuple(fc.nat({ max: 999 }), pick, pick, pick, pick), { minLength: Math.min(30, maxLength), maxLength, size: 'max' });

/** What may be asked of an account, the numbers picking what and its parts: a reset comes to its end now and then. */
export const accountCommands = (b: number, c: number, at: string): readonly AccountCommand[] => {
  const until = new Date(Date.parse(at) + 86_400_000).toISOString();
  const request = `r${Math.floor(c / 4)}`;
  const ask: AccountCommand = { type: 'RequestReset', request, by: of(ACCOUNTS, c), until, at };
  const confirm: AccountCommand = { type: 'ConfirmReset', request, by: 'operator', as: 'operator', until, at };
  const add: AccountCommand = { type: 'AddCredential', credential: `c${c}`, means: c % 2 === 0 ? 'password' : 'passkey', at };
  const all: readonly (readonly AccountCommand[])[] = [
    [{ type: 'Invite', until, at }],
    [ask],
    [ask, confirm, ...(c % 2 === 0 ? [{ ...add, through: 'reset' } as const] : [])],
    [{ type: 'StopReset', request, because: 'withdrawn', by: 'operator', at }],
    [add],
    [{ type: 'RemoveCredential', credential: `c${c}`, at }],
    [{ type: 'ChooseLanguage', language: c % 2 === 0 ? 'sv' : 'en', at }],
    [{ type: 'SignIn', session: `s${c}`, means: 'passkey', at }],
    [{ type: 'SignOut', session: `s${c}`, because: 'asked', at }],
    [{ type: 'MakeAdministrator', at }],
    [{ type: 'DismissAdministrator', otherAdministrators: 1, at }],
    [{ type: 'Close', reason: 'Slutat', otherAdministrators: 1, at }],
    [{ type: 'Reopen', at }],
    [{ type: 'BlockSignIns', until, at }],
  ];
  // A number picks one of twelve, and there are more.
  return of(all, b + (c % 2) * 7);
};
