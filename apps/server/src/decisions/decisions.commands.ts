import { Refused, streamOf, type DecisionCommand } from '@samverkan/domain';
import type { Call, Carried, CommandContext, GuardedHandler } from '../platform/commands/call.js';
import type { Facts, TakenDecision } from '../platform/commands/facts.js';
import { decisions } from '../platform/log/deciders.js';
import { EdgeRefused } from '../platform/refusals.js';

/** The commands of decisions that have been taken: what follows from them. */
export function decisionCommands(handler: GuardedHandler, facts: Facts): CommandContext<'decisions'> {
  const taken = async (decision: string): Promise<TakenDecision> => {
    const found = await facts.decision(decision);
    if (found === undefined) throw new Refused('decision/unknown', { decision });
    return found;
  };

  const give = async (call: Call, command: DecisionCommand): Promise<Carried> => {
    const options = call.expected === undefined ? {} : { expectedRevision: call.expected.revision };
    const { position, repeated } = await handler.handle(decisions, streamOf.decision(call.target), command, call.meta, options);
    return { position, repeated };
  };

  /** What every command on a decision says of it. */
  const onDecision = async ({ target, at }: Call) => {
    const { group, wording, outcome, adopted, proposals } = await taken(target);
    return { decision: target, taken: { group, wording, outcome, adopted, proposals: Object.keys(proposals) }, at };
  };

  return {
    unknown: (decision) => new Refused('decision/unknown', { decision }),
    concerns: async (target, { organisation }) => {
      const { group } = await taken(target);
      return typeof organisation === 'string' ? { group, organisation } : { group };
    },
    current: (target) => handler.load(decisions, streamOf.decision(target)),
    handlers: {
      'assign-task': async (call) => {
        const { person, what, due } = call.body;
        await facts.person(person);
        const task = call.newId('task');
        return give(call, { type: 'AssignTask', ...(await onDecision(call)), task, person, what, due });
      },
      'mark-task-done': async (call) => {
        const { task, note } = call.body;
        const { state } = await handler.load(decisions, streamOf.decision(call.target));
        const isOfficer = call.role !== 'member' && call.role !== 'substitute';
        const responsible = state.tasks.find((one) => one.task === task)?.person;
        // A member answers for their own task, the officers see to all of them.
        if (!isOfficer && responsible !== undefined && responsible !== call.identity.person) {
          throw new EdgeRefused('command/not-allowed', { facts: { by: 'chair, secretary' } });
        }
        return give(call, {
          type: 'MarkTaskDone',
          ...(await onDecision(call)),
          task,
          person: responsible ?? call.identity.person ?? '',
          note,
        });
      },
      correct: async (call) => {
        const { wording, outcome, adopted, reason } = call.body;
        const settled = { ...(outcome === undefined ? {} : { outcome }), ...(adopted === undefined ? {} : { adopted }) };
        return give(call, { type: 'Correct', ...(await onDecision(call)), wording, ...settled, reason });
      },
      supersede: async (call) => {
        const { by } = call.body;
        const on = await onDecision(call);
        const later = await facts.decision(by);
        const closed = later?.doors === 'closed';
        // Another group's decision behind closed doors is, to this group, none.
        const byTaken = later !== undefined && (!closed || later.group === on.taken.group);
        return give(call, { type: 'Supersede', ...on, by, byTaken, byHidden: closed });
      },
      respond: async (call) => {
        const { organisation, stand, conditions, reference } = call.body;
        await facts.mustBeOrganisations([organisation]);
        const said = { organisation, stand, conditions, ...(reference === undefined ? {} : { reference }) };
        return give(call, { type: 'Respond', ...(await onDecision(call)), ...said });
      },
      'mark-executed': async (call) => give(call, { type: 'Execute', ...(await onDecision(call)), note: call.body.note }),
    },
  };
}
