import fc from 'fast-check';
import { describe, it } from 'vitest';
import { givenFor } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import type { SealedText } from '../shared/ids.js';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { installationCodec } from './installation.codec.js';
import type { InstallationEvent } from './installation.events.js';
import golden from './installation.golden.json' with { type: 'json' };
import { installationDecider, type InstallationCommand, type InstallationState } from './installation.js';

const given = givenFor(installationDecider);
const at = '2026-03-10T08:00:00.000Z';
const [one, another] = ['sealed:one', 'sealed:another'] as [SealedText, SealedText];

goldenSuite(installationCodec, golden);

describe('The files beside the log', () => {
  it('the keys are bound to the log once, by a proof that they open', () => {
    given().when({ type: 'BindKeys', proof: one, at }).then({ type: 'KeysBound', proof: one, at });
    given({ type: 'KeysBound', proof: one, at }).when({ type: 'BindKeys', proof: another, at }).then();
    given().when({ type: 'BindKeys', proof: '', at }).refused('text/empty', { field: 'proof' });
  });

  it('other keys take their place only when that is said, with a proof of their own', () => {
    given({ type: 'KeysBound', proof: one, at })
      .when({ type: 'ReplaceKeys', proof: another, at })
      .then({ type: 'KeysReplaced', proof: another, at });
    given({ type: 'KeysReplaced', proof: another, at }).when({ type: 'ReplaceKeys', proof: another, at }).then();
  });

  it('another file of accounts is in use from the moment in which that is said', () => {
    given().when({ type: 'ReplaceAccounts', at }).then({ type: 'AccountsReplaced', at });
    given({ type: 'AccountsReplaced', at }).when({ type: 'ReplaceAccounts', at }).then();
    given({ type: 'AccountsReplaced', at: '2026-03-09T08:00:00.000Z' })
      .when({ type: 'ReplaceAccounts', at })
      .then({ type: 'AccountsReplaced', at });
  });

  const proof = fc.constantFrom(one, another);
  repeatedSuite<InstallationState, InstallationCommand, InstallationEvent>({
    decider: installationDecider,
    codec: installationCodec,
    command: fc.oneof(
      fc.record({ type: fc.constantFrom('BindKeys' as const, 'ReplaceKeys' as const), proof, at: fc.constant(at) }),
      fc.record({ type: fc.constant('ReplaceAccounts' as const), at: fc.constant(at) }),
    ),
    types: ['BindKeys', 'ReplaceKeys', 'ReplaceAccounts'],
    holds: ({ before, after }) => {
      // A log whose keys are bound does not lose that again.
      if (before.status === 'bound' && after.status !== 'bound') throw new Error('no longer bound');
    },
  });
});
