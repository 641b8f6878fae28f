import { Refused, streamOf, type GroupCommand } from '@samverkan/domain';
import type { Call, Carried, CommandContext, GuardedHandler } from '../platform/commands/call.js';
import type { Facts } from '../platform/commands/facts.js';
import { mustBe } from '../platform/commands/together.js';
import { groups, persons } from '../platform/log/deciders.js';

/** A term of office when a group is formed without rules: four years, quorum at more than half. */
const USUAL_RULES = { quorumPercent: 50, termMonths: 48 } as const;

/** The commands of groups. */
export function groupCommands(handler: GuardedHandler, facts: Facts): CommandContext<'groups'> {
  const give = async (call: Call, command: GroupCommand): Promise<Carried> => {
    const options = call.expected === undefined ? {} : { expectedRevision: call.expected.revision };
    const { position, repeated } = await handler.handle(groups, streamOf.group(call.target), command, call.meta, options);
    return { position, repeated };
  };

  /** Decides with what is known of a person, which must still hold when it is written. */
  const giveFor = async (call: Call, person: string, command: (organisation: string | undefined) => GroupCommand): Promise<Carried> => {
    const stream = streamOf.group(call.target);
    const parts = [
      { decider: persons, stream: streamOf.person(person) },
      { decider: groups, stream },
    ] as const;
    const { position, repeated } = await handler.handleTogether(
      parts,
      ([known, group]) => {
        mustBe(call.expected, stream, group);
        if (known.status === 'none') throw new Refused('person/unknown', {});
        if (known.status === 'closed') throw new Refused('person/closed', {});
        if (known.status === 'merged') throw new Refused('person/merged', { into: known.into });
        return [[], groups.decide(command(known.organisation), group)];
      },
      call.meta,
    );
    return { position, repeated };
  };

  /** What an appointment rests on stands in the composition, which everybody sees: a decision behind closed doors would be named there. */
  const mustBeNamed = async (decision: string, group: string): Promise<void> => {
    const found = await facts.decision(decision);
    const isBehind = found?.doors === 'closed';
    // Another group's decision behind closed doors is, to this group, none.
    if (found === undefined || (isBehind && found.group !== group)) throw new Refused('decision/unknown', { decision });
    if (isBehind) throw new Refused('decision/behind-closed-doors', { decision });
  };

  return {
    concerns: (target) => Promise.resolve({ group: target }),
    current: (target) => handler.load(groups, streamOf.group(target)),
    handlers: {
      form: (call) => {
        const { kind, name, nameEn, mandate, mandateEn, rules = USUAL_RULES, area, municipality } = call.body;
        const optional = {
          ...(nameEn === undefined ? {} : { nameEn }),
          ...(mandateEn === undefined ? {} : { mandateEn }),
          ...(area === undefined ? {} : { area }),
          ...(municipality === undefined ? {} : { municipality }),
        };
        return give(call, { type: 'Form', group: call.target, kind, name, mandate, rules, ...optional, at: call.at });
      },
      rename: (call) => {
        const { name, nameEn } = call.body;
        return give(call, { type: 'Rename', name, ...(nameEn === undefined ? {} : { nameEn }), at: call.at });
      },
      'give-mandate': (call) => {
        const { mandate, mandateEn } = call.body;
        return give(call, { type: 'GiveMandate', mandate, ...(mandateEn === undefined ? {} : { mandateEn }), at: call.at });
      },
      'link-to-measure': async (call) => {
        await facts.mustBeMeasures([call.body.measure]);
        return give(call, { type: 'LinkToMeasure', measure: call.body.measure, at: call.at });
      },
      'link-to-group': async (call) => {
        await facts.group(call.body.to);
        return give(call, { type: 'LinkToGroup', ...call.body, at: call.at });
      },
      'establish-seat': async (call) => {
        const { nominatedBy } = call.body;
        await facts.mustBeOrganisations(nominatedBy);
        const seat = call.newId('seat');
        return give(call, { type: 'EstablishSeat', seat, nominatedBy, at: call.at });
      },
      appoint: async (call) => {
        const { seat, person, as, order, from, until, basis } = call.body;
        if ('decision' in basis) await mustBeNamed(basis.decision, call.target);
        const appointment = call.newId('appointment');
        return giveFor(call, person, (organisation) => ({
          type: 'Appoint',
          seat,
          appointment,
          person,
          ...(organisation === undefined ? {} : { organisation }),
          as,
          ...(order === undefined ? {} : { order }),
          from,
          until,
          basis,
          at: call.at,
        }));
      },
      resign: (call) => give(call, { type: 'Resign', ...call.body, at: call.at }),
      'choose-office': (call) => giveFor(call, call.body.person, () => ({ type: 'ChooseOffice', ...call.body, at: call.at })),
      /** Whoever holds the office when it is written leaves it. */
      'leave-office': async (call) => {
        const { office, coming } = call.body;
        if (coming === true) return give(call, { type: 'WithdrawOffice', office, at: call.at });
        const stream = streamOf.group(call.target);
        const { position, repeated } = await handler.handleTogether(
          [{ decider: groups, stream }],
          ([group]) => {
            mustBe(call.expected, stream, group);
            const person = group.status === 'none' ? undefined : group.offices[office];
            return [groups.decide({ type: 'LeaveOffice', office, person: person ?? '', at: call.at }, group)];
          },
          call.meta,
        );
        return { position, repeated };
      },
      dissolve: (call) => give(call, { type: 'Dissolve', reason: call.body.reason, at: call.at }),
    },
  };
}
