import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { organisationCodec } from './organisation.codec.js';
import type { OrganisationEvent } from './organisation.events.js';
import golden from './organisation.golden.json' with { type: 'json' };
import { organisationDecider, type OrganisationCommand, type OrganisationState } from './organisation.js';

const given = givenFor(organisationDecider);
const at = '2026-01-02T08:00:00.000Z';
const register = { type: 'Register', organisation: 'o', name: 'Landstinget', sector: 'county_council', at } as const;
const rename = { type: 'Rename', name: 'Region Västernorrland', at } as const;
const merge = { type: 'Merge', into: 'q', intoRegistered: true, at } as const;
const close = { type: 'Close', reason: 'Upphörde', at } as const;
const told = (...commands: OrganisationCommand[]): OrganisationEvent[] => historyOf(organisationDecider, register, ...commands);

goldenSuite(organisationCodec, golden);

describe('An organisation is registered, renamed, merged, closed', () => {
  it('is registered once, in a sector that there is', () => {
    given().when(register).then({ type: 'OrganisationRegistered', organisation: 'o', name: 'Landstinget', sector: 'county_council', at });
    given(...told())
      .when({ ...register, sector: 'civil' })
      .refused('organisation/already-registered', {});
    given()
      .when({ ...register, sector: 'unknown' as 'civil' })
      .refused('choice/invalid', { field: 'sector' });
    given()
      .when({ ...register, organisation: 'Å b' })
      .refused('id/invalid', { field: 'organisation' });
  });
  it('is renamed', () => {
    given(...told())
      .when(rename)
      .then({ type: 'OrganisationRenamed', organisation: 'o', name: 'Region Västernorrland', at });
    given().when(rename).refused('organisation/unknown', {});
  });
  it('is merged into another that there is', () => {
    given(...told())
      .when(merge)
      .then({ type: 'OrganisationMerged', organisation: 'o', into: 'q', at });
    given(...told())
      .when({ ...merge, into: 'o' })
      .refused('organisation/merged-into-itself', {});
    given(...told())
      .when({ ...merge, intoRegistered: false })
      .refused('organisation/no-such-successor', { into: 'q' });
    given(...told(merge))
      .when(rename)
      .refused('organisation/merged', { into: 'q' });
  });
  it('is closed with a reason, and then nothing is asked of it', () => {
    given(...told())
      .when(close)
      .then({ type: 'OrganisationClosed', organisation: 'o', reason: 'Upphörde', at });
    for (const command of [rename, merge]) {
      given(...told(close))
        .when(command)
        .refused('organisation/closed', {});
    }
  });
});

const name = fc.constantFrom('Landstinget', 'Regionen', '', 'x'.repeat(301));
const ongoing = fc.oneof(
  fc.record(
    {
      type: fc.constant('Register' as const),
      organisation: fc.constant('o'),
      name,
      sector: fc.constantFrom('state', 'civil'),
      municipality: name,
      at: fc.constant(''),
    },
    { requiredKeys: ['type', 'organisation', 'name', 'sector', 'at'] },
  ),
  fc.record({ type: fc.constant('Rename' as const), name, at: fc.constant('') }),
) as fc.Arbitrary<OrganisationCommand>;
const ending: fc.Arbitrary<OrganisationCommand> = fc.oneof(
  fc.record({
    type: fc.constant('Merge' as const),
    into: fc.constantFrom('o', 'q', 'r'),
    intoRegistered: fc.boolean(),
    at: fc.constant(''),
  }),
  fc.record({ type: fc.constant('Close' as const), reason: name, at: fc.constant('') }),
);

describe('Whatever is asked of an organisation', () => {
  repeatedSuite<OrganisationState, OrganisationCommand, OrganisationEvent>({
    decider: organisationDecider,
    codec: organisationCodec,
    command: fc.oneof({ weight: 9, arbitrary: ongoing }, { weight: 1, arbitrary: ending }),
    types: ['Register', 'Rename', 'Merge', 'Close'],
    holds: ({ before, events }) => {
      if (before.status === 'merged' || before.status === 'closed') expect(events).toEqual([]);
    },
  });
});
