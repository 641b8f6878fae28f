import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { personCodec } from './person.codec.js';
import type { PersonEvent } from './person.events.js';
import golden from './person.golden.json' with { type: 'json' };
import { personDecider, type PersonCommand, type PersonState } from './person.js';

const given = givenFor(personDecider);
const at = '2026-01-02T08:00:00.000Z';
const register = { type: 'Register', person: 'p', name: 'sealed:1', gender: 'sealed:2', invented: true, at } as const;
const rename = { type: 'Rename', name: 'sealed:3', at } as const;
const merge = { type: 'Merge', into: 'q', intoRegistered: true, at } as const;
const close = { type: 'Close', holdsSomething: false, at } as const;
const told = (...commands: PersonCommand[]): PersonEvent[] => historyOf(personDecider, register, ...commands);

goldenSuite(personCodec, golden);

describe('A person is registered, renamed, merged, closed', () => {
  it('is registered once', () => {
    given()
      .when({ ...register, organisation: 'o', email: 'sealed:4' })
      .then({
        type: 'PersonRegistered',
        person: 'p',
        name: 'sealed:1',
        gender: 'sealed:2',
        email: 'sealed:4',
        organisation: 'o',
        invented: true,
        at,
      });
    given(...told())
      .when({ ...register, name: 'sealed:9' })
      .refused('person/already-registered', {});
    given()
      .when({ ...register, name: '' })
      .refused('text/empty', { field: 'name' });
    given()
      .when({ ...register, gender: 's'.repeat(4_001) })
      .refused('text/too-long', { field: 'gender', limit: 4_000 });
  });
  it('is renamed, and reached in another way', () => {
    given(...told())
      .when(rename)
      .then({ type: 'PersonRenamed', person: 'p', name: 'sealed:3', at });
    given(...told())
      .when({ type: 'ChangeContact', phone: 'sealed:5', at })
      .then({ type: 'PersonContactChanged', person: 'p', phone: 'sealed:5', at });
    given(...told({ type: 'ChangeContact', phone: 'sealed:5', at }))
      .when({ type: 'ChangeContact', at })
      .then({ type: 'PersonContactChanged', person: 'p', at });
  });
  it('may change organisation, or act for none', () => {
    given(...told())
      .when({ type: 'ChangeOrganisation', organisation: 'o', at })
      .then({ type: 'PersonChangedOrganisation', person: 'p', organisation: 'o', at });
    given(...told({ type: 'ChangeOrganisation', organisation: 'o', at }))
      .when({ type: 'ChangeOrganisation', at })
      .then({ type: 'PersonChangedOrganisation', person: 'p', at });
  });
  it('is merged into another that there is', () => {
    given(...told())
      .when(merge)
      .then({ type: 'PersonMerged', person: 'p', into: 'q', at });
    given(...told())
      .when({ ...merge, into: 'p' })
      .refused('person/merged-into-itself', {});
    given(...told())
      .when({ ...merge, intoRegistered: false })
      .refused('person/no-such-successor', { into: 'q' });
    given(...told(merge))
      .when(close)
      .refused('person/merged', { into: 'q' });
  });
  it('is closed, and then nothing is asked of it', () => {
    given(...told())
      .when(close)
      .then({ type: 'PersonClosed', person: 'p', at });
    for (const command of [rename, merge, { type: 'ChangeOrganisation', at } as const]) {
      given(...told(close))
        .when(command)
        .refused('person/closed', {});
    }
    given().when(close).refused('person/unknown', {});
  });
  it('is not closed while it has an appointment, an office or an authority', () => {
    given(...told())
      .when({ ...close, holdsSomething: true })
      .refused('person/holds-something', {});
    given(...told(close))
      .when({ ...close, holdsSomething: true })
      .then();
  });
  it('a refusal tells no personal data', () => {
    given(...told())
      .when({ ...rename, name: 'Anna\u0000' })
      .refused('text/invalid', { field: 'name' });
  });
});

const sealed = fc.constantFrom('sealed:1', 'sealed:2', '', 'x'.repeat(4_001));
const organisation = fc.constantFrom('o', 'q', 'not an id');
const at0 = fc.constant('');
const ongoing = fc.oneof(
  fc.record(
    {
      type: fc.constant('Register' as const),
      person: fc.constant('p'),
      name: sealed,
      gender: sealed,
      email: sealed,
      phone: sealed,
      organisation,
      municipality: fc.constantFrom('Sundsvall', ''),
      invented: fc.boolean(),
      at: at0,
    },
    { requiredKeys: ['type', 'person', 'name', 'gender', 'invented', 'at'] },
  ),
  fc.record({ type: fc.constant('Rename' as const), name: sealed, at: at0 }),
  fc.record({ type: fc.constant('ChangeContact' as const), email: sealed, phone: sealed, at: at0 }, { requiredKeys: ['type', 'at'] }),
  fc.record({ type: fc.constant('ChangeOrganisation' as const), organisation, at: at0 }, { requiredKeys: ['type', 'at'] }),
) as fc.Arbitrary<PersonCommand>;
const ending: fc.Arbitrary<PersonCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('Merge' as const),
      into: fc.constantFrom('p', 'q', 'r'),
      intoRegistered: fc.boolean(),
      at: at0,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('Close' as const), holdsSomething: fc.boolean(), at: at0 }) },
);

describe("Whatever is asked of a person's record", () => {
  repeatedSuite<PersonState, PersonCommand, PersonEvent>({
    decider: personDecider,
    codec: personCodec,
    command: fc.oneof({ weight: 8, arbitrary: ongoing }, { weight: 1, arbitrary: ending }),
    types: ['Register', 'Rename', 'ChangeContact', 'ChangeOrganisation', 'Merge', 'Close'],
    holds: ({ before, events }) => {
      if (before.status === 'merged' || before.status === 'closed') expect(events).toEqual([]);
    },
  });
});
