import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { accountCodec } from './account.codec.js';
import type { AccountCommand } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { accountDecider, type AccountState } from './account.js';

const at = fc.constant('');
const until = fc.constantFrom('2026-01-01T12:00:00.000Z', '2026-01-03T00:00:00.000Z', '2026-01-20T00:00:00.000Z', 'soon');
const credential = fc.constantFrom('c', 'd', 'e', 'constructor', 'Not an id');
const session = fc.constantFrom('s', 't', 'u', '');
const otherAdministrators = fc.constantFrom(0, 1, 2, -1);
const request = fc.constantFrom('r', 's', 'Not an id');
const doer = fc.constantFrom('a', 'b', 'k');
const type = <T extends AccountCommand['type']>(one: T) => fc.constant(one);

const ongoing = fc.oneof(
  fc.record(
    { type: type('Open'), account: fc.constant('k'), person: fc.constantFrom('p', 'q'), at },
    { requiredKeys: ['type', 'account', 'at'] },
  ),
  fc.record({ type: type('Invite'), until, at }),
  fc.record({ type: type('RequestReset'), request, by: doer, until, at }),
  fc.record({
    type: type('ConfirmReset'),
    request,
    by: doer,
    person: doer,
    as: fc.constantFrom('secretariat', 'administrator'),
    until,
    at,
  }),
  fc.record({ type: type('StopReset'), request, because: fc.constantFrom('declined', 'withdrawn'), by: doer, at }),
  fc.record({ type: type('NoteReset'), request, told: until, at }),
  fc.record(
    {
      type: type('AddCredential'),
      credential,
      means: fc.constantFrom('password', 'passkey', 'openid'),
      through: fc.constantFrom('invitation', 'reset'),
      at,
    },
    { requiredKeys: ['type', 'credential', 'means', 'at'] },
  ),
  fc.record({ type: type('RemoveCredential'), credential, at }),
  fc.record({ type: type('ChooseLanguage'), language: fc.constantFrom('sv', 'en'), at }),
  fc.record({ type: type('SignIn'), session, means: fc.constantFrom('password', 'demo'), at }),
  fc.record({ type: type('SignOut'), session, because: fc.constantFrom('asked', 'closed'), at }),
  fc.record({ type: type('BlockSignIns'), until, at }),
  fc.record({ type: type('MakeAdministrator'), at }),
  fc.record({ type: type('DismissAdministrator'), otherAdministrators, at }),
  fc.record({ type: type('Reopen'), at }),
) as fc.Arbitrary<AccountCommand>;
const closing = fc.record({
  type: type('Close'),
  reason: fc.constantFrom('Slutat', ''),
  otherAdministrators,
  at,
}) as fc.Arbitrary<AccountCommand>;

const NOT_WHEN_CLOSED: ReadonlySet<string> = new Set<AccountEvent['type']>([
  'AccountInvited',
  'ResetRequested',
  'ResetConfirmed',
  'ResetUsed',
  'ResetNoted',
  'CredentialAdded',
  'SignedIn',
  'SignInsBlocked',
  'LanguageChosen',
  'AdministratorMade',
]);

describe('Whatever is asked of an account', () => {
  repeatedSuite<AccountState, AccountCommand, AccountEvent>({
    decider: accountDecider,
    codec: accountCodec,
    opening: [{ type: 'Open', account: 'k', person: 'p', at: '' }],
    command: fc.oneof({ weight: 40, arbitrary: ongoing }, { weight: 1, arbitrary: closing }),
    types: [
      'Open',
      'Invite',
      'RequestReset',
      'ConfirmReset',
      'StopReset',
      'AddCredential',
      'RemoveCredential',
      'ChooseLanguage',
      'SignIn',
      'SignOut',
      'BlockSignIns',
      'MakeAdministrator',
      'DismissAdministrator',
      'Close',
      'Reopen',
    ],
    holds: ({ before, events, after }) => {
      if (before.status === 'closed') expect(events.filter((event) => NOT_WHEN_CLOSED.has(event.type))).toEqual([]);
      if (after.status === 'none') return;
      const used = events.find((event) => event.type === 'ResetUsed');
      if (used !== undefined) {
        expect(before).toMatchObject({ reset: { request: used.request, confirmed: {} } });
        expect(after.credentials).toHaveLength(1);
      }
      const confirmed = events.find((event) => event.type === 'ResetConfirmed');
      if (confirmed !== undefined && before.status !== 'none')
        expect([before.reset?.asked?.by, before.account]).not.toContain(confirmed.by);
      if (before.status !== 'none' && before.takenIntoUse !== undefined)
        expect(events.map((event) => event.type)).not.toContain('AccountInvited');
      expect(after.credentials.filter(({ means }) => means === 'password').length).toBeLessThanOrEqual(1);
      expect(new Set(after.credentials.map((one) => one.credential)).size).toBe(after.credentials.length);
      expect(new Set(after.sessions).size).toBe(after.sessions.length);
      if (after.status === 'closed') expect(after.administrator).toBe(false);
      if (before.status !== 'none') expect(after.person).toBe(before.person);
    },
  });
});
