import {
  meetingDay,
  ordinaryOn,
  presentIn,
  Refused,
  servingOn,
  streamOf,
  type GroupState,
  type MeetingCommand,
  type MeetingState,
} from '@samverkan/domain';
import type { Call, Carried, CommandContext, GuardedHandler, HandlersOf } from '../platform/commands/call.js';
import { membersOf, type Facts } from '../platform/commands/facts.js';
import { mustBe } from '../platform/commands/together.js';
import { groups, meetings } from '../platform/log/deciders.js';
import { EdgeRefused } from '../platform/refusals.js';
import { sittings } from './sittings.js';

type Meeting = Exclude<MeetingState, { readonly status: 'none' }>;

/** Whoever leads or writes down the meeting, and the secretariat. */
const isOfficer = ({ role }: Call): boolean => role !== 'member' && role !== 'substitute';

/** Whether somebody takes part as a member takes part: by a seat of their own, or in the place of one who is not there. */
function serves(group: GroupState, meeting: MeetingState, person: string, day: string): boolean {
  if (ordinaryOn(group, person, day) !== undefined) return true;
  if (meeting.status !== 'open' && meeting.status !== 'adjourned') return false;
  const present = new Set(presentIn(meeting).map((one) => one.person));
  return servingOn(group, present, day).some((one) => one.person === person);
}

/** The commands of meetings. Those that concern the group's proceedings too are in `sittings`. */
export function meetingCommands(handler: GuardedHandler, facts: Facts): CommandContext<'meetings'> {
  const load = async (id: string): Promise<Meeting> => {
    const { state } = await handler.load(meetings, streamOf.meeting(id));
    if (state.status === 'none') throw new Refused('meeting/unknown', {});
    return state;
  };

  const give = async (call: Call, command: MeetingCommand): Promise<Carried> => {
    const options = call.expected === undefined ? {} : { expectedRevision: call.expected.revision };
    const { position, repeated } = await handler.handle(meetings, streamOf.meeting(call.target), command, call.meta, options);
    return { position, repeated };
  };

  /** Decides with a fact of the group that must still hold when it is written. */
  const giveInGroup = async (call: Call, group: string, command: (group: GroupState, meeting: MeetingState) => MeetingCommand) => {
    const stream = streamOf.meeting(call.target);
    const parts = [
      { decider: groups, stream: streamOf.group(group) },
      { decider: meetings, stream },
    ] as const;
    const { position, repeated } = await handler.handleTogether(
      parts,
      ([groupState, meeting]) => {
        mustBe(call.expected, stream, meeting);
        return [[], meetings.decide(command(groupState, meeting), meeting)];
      },
      call.meta,
    );
    return { position, repeated };
  };

  /** Members and substitutes act for themselves; the officers also for others. */
  const actingFor = (call: Call, named: string | undefined): string => {
    const person = named ?? call.identity.person;
    if (person === undefined)
      throw new EdgeRefused('request/invalid', { errors: [{ field: 'body.by', rule: 'missing', message: 'Say for whom.' }] });
    if (!isOfficer(call) && person !== call.identity.person)
      throw new EdgeRefused('command/not-allowed', { facts: { by: 'chair, secretary' } });
    return person;
  };

  const handlers: HandlersOf<'meetings'> = {
    schedule: async (call) => {
      const { group } = call.body;
      await facts.group(group);
      return giveInGroup(call, group, ({ status }) => ({
        ...call.body,
        type: 'Schedule',
        meeting: call.target,
        groupActive: status === 'active',
        at: call.at,
      }));
    },
    reschedule: (call) => give(call, { ...call.body, type: 'Reschedule', at: call.at }),
    convoke: async (call) => {
      const { group } = await load(call.target);
      const { message } = call.body;
      return giveInGroup(call, group, (of, meeting) => ({
        type: 'Convoke',
        persons: membersOf(of, meetingDay(meeting, call.at)),
        message,
        at: call.at,
      }));
    },
    cancel: (call) => give(call, { ...call.body, type: 'Cancel', at: call.at }),
    'add-item': async (call) => {
      const { title, description, place, measures, doors } = call.body;
      await facts.mustBeMeasures(measures);
      const item = call.newId('item');
      const at = place === undefined ? {} : { place };
      return give(call, { type: 'AddItem', item, title, description, ...at, measures, doors, at: call.at });
    },
    'move-item': (call) => give(call, { ...call.body, type: 'MoveItem', at: call.at }),
    'close-doors': (call) => give(call, { ...call.body, type: 'CloseDoors', at: call.at }),
    'open-doors': (call) => give(call, { ...call.body, type: 'OpenDoors', at: call.at }),
    'take-up-item': (call) => give(call, { ...call.body, type: 'TakeUpItem', at: call.at }),
    'close-item': (call) => give(call, { ...call.body, type: 'CloseItem', at: call.at }),
    'note-attendance': async (call) => {
      const person = actingFor(call, call.body.person);
      await facts.person(person);
      return give(call, { type: 'NoteAttendance', person, presence: call.body.presence, at: call.at });
    },
    'move-proposal': async (call) => {
      const { item, wording } = call.body;
      const { group } = await load(call.target);
      const by = actingFor(call, call.body.by);
      const proposal = call.newId('proposal');
      return giveInGroup(call, group, (of, meeting) => ({
        type: 'MoveProposal',
        item,
        proposal,
        by,
        wording,
        member: membersOf(of, meetingDay(meeting, call.at)).includes(by),
        serving: serves(of, meeting, by, meetingDay(meeting, call.at)),
        at: call.at,
      }));
    },
    'withdraw-proposal': async (call) => {
      const { item, proposal } = call.body;
      const moved = (await load(call.target)).agenda.flatMap((one) => one.proposals).find((one) => one.proposal === proposal);
      const onBehalf = isOfficer(call);
      const by = (onBehalf ? moved?.by : undefined) ?? call.identity.person ?? '';
      return give(call, { type: 'WithdrawProposal', item, proposal, by, onBehalf, at: call.at });
    },
    ...sittings(handler, load, facts),
  };

  return {
    handlers,
    concerns: async (target, body) => {
      const { state } = await handler.load(meetings, streamOf.meeting(target));
      if (state.status !== 'none') return { group: state.group };
      if (typeof body['group'] === 'string') return { group: body['group'] };
      throw new Refused('meeting/unknown', {});
    },
    current: (target) => handler.load(meetings, streamOf.meeting(target)),
  };
}
