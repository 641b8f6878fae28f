import { streamOf, type OrganisationCommand } from '@samverkan/domain';
import type { Call, Carried, CommandContext, GuardedHandler } from '../platform/commands/call.js';
import type { Facts } from '../platform/commands/facts.js';
import { organisations } from '../platform/log/deciders.js';

/** The commands of organisations. */
export function organisationCommands(handler: GuardedHandler, facts: Facts): CommandContext<'organisations'> {
  const give = async (call: Call, command: OrganisationCommand): Promise<Carried> => {
    const options = call.expected === undefined ? {} : { expectedRevision: call.expected.revision };
    const { position, repeated } = await handler.handle(organisations, streamOf.organisation(call.target), command, call.meta, options);
    return { position, repeated };
  };

  return {
    concerns: () => Promise.resolve({}),
    current: (target) => handler.load(organisations, streamOf.organisation(target)),
    handlers: {
      register: (call) => {
        const { name, sector, municipality } = call.body;
        const place = municipality === undefined ? {} : { municipality };
        return give(call, { type: 'Register', organisation: call.target, name, sector, ...place, at: call.at });
      },
      rename: (call) => give(call, { type: 'Rename', name: call.body.name, at: call.at }),
      merge: async (call) => {
        const { into } = call.body;
        return give(call, { type: 'Merge', into, intoRegistered: await facts.organisationRegistered(into), at: call.at });
      },
      close: (call) => give(call, { type: 'Close', reason: call.body.reason, at: call.at }),
    },
  };
}
