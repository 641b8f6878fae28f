import { streamOf, type PersonCommand } from '@samverkan/domain';
import type { Vault } from '@samverkan/vault';
import type { Call, Carried, CommandContext, GuardedHandler } from '../platform/commands/call.js';
import type { Facts } from '../platform/commands/facts.js';
import { persons } from '../platform/log/deciders.js';
import { openPersonal, sealPersonal } from '../platform/personal-data.js';

/** The commands of persons. What is personal is sealed before it is decided on, and never compared sealed: two sealings of one text differ. */
export function personCommands(handler: GuardedHandler, facts: Facts, vault: Vault): CommandContext<'persons'> {
  const give = async (call: Call, command: PersonCommand): Promise<Carried> => {
    const options = call.expected === undefined ? {} : { expectedRevision: call.expected.revision };
    const { position, repeated } = await handler.handle(persons, streamOf.person(call.target), command, call.meta, options);
    return { position, repeated };
  };

  return {
    concerns: () => Promise.resolve({}),
    current: (target) => handler.load(persons, streamOf.person(target)),
    handlers: {
      register: async (call) => {
        const { name, gender, email, phone, organisation, municipality } = call.body;
        if (organisation !== undefined) await facts.mustBeOrganisations([organisation]);
        const sealed = sealPersonal(vault, call.target, {
          name,
          gender,
          ...(email === undefined ? {} : { email }),
          ...(phone === undefined ? {} : { phone }),
        });
        const acts = organisation === undefined ? {} : { organisation };
        const lives = municipality === undefined ? {} : { municipality };
        return give(call, { type: 'Register', person: call.target, ...sealed, ...acts, ...lives, invented: false, at: call.at });
      },
      rename: async (call) => {
        const { name } = call.body;
        const state = await facts.person(call.target);
        const same = openPersonal(vault, 'name', state.name) === name;
        return give(call, { type: 'Rename', name: same ? state.name : sealPersonal(vault, call.target, { name }).name, at: call.at });
      },
      'change-contact': async (call) => {
        const state = await facts.person(call.target);
        const kept = (field: 'email' | 'phone', text: string | undefined) => {
          if (text === undefined) return {};
          const before = state[field];
          return {
            [field]: before !== undefined && openPersonal(vault, field, before) === text ? before : vault.seal(call.target, field, text),
          };
        };
        return give(call, { type: 'ChangeContact', ...kept('email', call.body.email), ...kept('phone', call.body.phone), at: call.at });
      },
      'change-organisation': async (call) => {
        const { organisation } = call.body;
        if (organisation === undefined) return give(call, { type: 'ChangeOrganisation', at: call.at });
        await facts.mustBeOrganisations([organisation]);
        return give(call, { type: 'ChangeOrganisation', organisation, at: call.at });
      },
      close: async (call) => give(call, { type: 'Close', holdsSomething: await facts.holdsSomething(call.target), at: call.at }),
    },
  };
}
