import { Refused, streamOf, type PersonState } from '@samverkan/domain';
import type { CommandContext, GuardedHandler } from '../platform/commands/call.js';
import type { Facts } from '../platform/commands/facts.js';
import { mustBe } from '../platform/commands/together.js';
import { authorities, persons } from '../platform/log/deciders.js';

const mustBeRegistered = (person: PersonState): void => {
  if (person.status === 'none') throw new Refused('person/unknown', {});
  if (person.status === 'closed') throw new Refused('person/closed', {});
  if (person.status === 'merged') throw new Refused('person/merged', { into: person.into });
};

/** The commands of authorities; the target is the person who is given one, or has it no more. */
export function authorityCommands(handler: GuardedHandler, facts: Facts): CommandContext<'authorities'> {
  return {
    concerns: () => Promise.resolve({}),
    document: 'all',
    current: (target) => handler.load(authorities, streamOf.authority(target)),
    handlers: {
      /** The person must still be registered when it is written. */
      give: async (call) => {
        const { role, organisation, from, until } = call.body;
        if (organisation !== undefined) await facts.mustBeOrganisations([organisation]);
        const authority = call.newId('authority');
        const stream = streamOf.authority(call.target);
        const { position, repeated } = await handler.handleTogether(
          [
            { decider: persons, stream: streamOf.person(call.target) },
            { decider: authorities, stream },
          ],
          ([person, given]) => {
            mustBe(call.expected, stream, given);
            mustBeRegistered(person);
            const optional = { ...(organisation === undefined ? {} : { organisation }), ...(until === undefined ? {} : { until }) };
            return [[], authorities.decide({ type: 'Give', person: call.target, authority, role, ...optional, from, at: call.at }, given)];
          },
          call.meta,
        );
        return { position, repeated };
      },
      withdraw: async (call) => {
        const options = call.expected === undefined ? {} : { expectedRevision: call.expected.revision };
        const command = { type: 'Withdraw', ...call.body, at: call.at } as const;
        const { position, repeated } = await handler.handle(authorities, streamOf.authority(call.target), command, call.meta, options);
        return { position, repeated };
      },
    },
  };
}
