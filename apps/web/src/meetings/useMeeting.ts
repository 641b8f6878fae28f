import type { CommandDone, CommandInput, CommandOf, GroupDocument, MeetingDocument } from '@samverkan/contract';
import { computed, inject, nextTick, provide, type ComputedRef, type InjectionKey } from 'vue';
import { useFormat } from '../platform/i18n/useFormat.js';
import { useDoc } from '../platform/live/useDoc.js';
import { useSession } from '../platform/session.store.js';
import { useCommand } from '../platform/useCommand.js';
import { useMay } from '../platform/useMay.js';
import { useToday } from '../platform/useToday.js';
import { useDirectory } from '../people/useDirectory.js';
import { agendaRows, type AgendaRow } from './agenda.js';
import { attendants, headcount, meetingDay, quorumNow, type Attendant, type Headcount, type QuorumNow } from './attendance.js';

/** What every part of the meeting's page stands on: the meeting, its group, and what the reader may do. */
export interface MeetingContext {
  readonly id: string;
  readonly meeting: ComputedRef<MeetingDocument>;
  readonly group: ComputedRef<GroupDocument | undefined>;
  readonly rows: ComputedRef<readonly AgendaRow[]>;
  readonly current: ComputedRef<AgendaRow | undefined>;
  readonly people: ComputedRef<readonly Attendant[]>;
  readonly heads: ComputedRef<Headcount>;
  readonly quorum: ComputedRef<QuorumNow | undefined>;
  /** The reader's own person. */
  readonly me: ComputedRef<string | undefined>;
  readonly signedIn: ComputedRef<boolean>;
  /** Whether the reader runs this meeting: chair, secretary or secretariat. */
  readonly runs: ComputedRef<boolean>;
  readonly isMember: ComputedRef<boolean>;
  /** Whether the reader takes part as members do: by a seat of their own, or in the place of somebody who is not there. */
  readonly serves: ComputedRef<boolean>;
  /** Not over: neither closed nor cancelled. */
  readonly alive: ComputedRef<boolean>;
  /** The version that the reader has seen, own commands included. */
  readonly seen: () => string | undefined;
  readonly note: (done: CommandDone) => void;
}

const key: InjectionKey<MeetingContext> = Symbol('meeting');

/** Makes the context for the parts below. The document must be there. */
export function provideMeeting(props: {
  readonly id: string;
  readonly meeting: MeetingDocument;
  readonly version: string | undefined;
}): MeetingContext {
  const session = useSession();
  const { compare } = useFormat();
  const { personName } = useDirectory();
  const meeting = computed(() => props.meeting);
  const { body: group } = useDoc('group', () => props.meeting.group);
  const may = useMay(() => props.meeting.group);
  const rows = computed(() => agendaRows(props.meeting));
  const today = useToday();
  const people = computed(() =>
    attendants(group.value, props.meeting, meetingDay(props.meeting, today.value), (a, b) => compare(personName(a), personName(b))),
  );
  let own = '';
  const context: MeetingContext = {
    id: props.id,
    meeting,
    group,
    rows,
    current: computed(() => rows.value.find(({ state }) => state === 'current')),
    people,
    heads: computed(() => headcount(people.value)),
    quorum: computed(() => quorumNow(props.meeting, people.value)),
    me: computed(() => session.identity?.person),
    signedIn: computed(() => session.identity !== undefined),
    runs: computed(() => may('meetings', 'open')),
    isMember: computed(() => Object.hasOwn(session.groups, props.meeting.group) && may('meetings', 'move-proposal')),
    serves: computed(() => {
      const { as } = session.groups[props.meeting.group] ?? {};
      const me = session.identity?.person;
      return as === 'ordinary' || (as === 'substitute' && me !== undefined && Object.hasOwn(props.meeting.serving, me));
    }),
    alive: computed(() => props.meeting.state !== 'closed' && props.meeting.state !== 'cancelled'),
    seen: () => (props.version !== undefined && props.version < own ? own : props.version),
    note: ({ version }) => {
      if (version > own) own = version;
    },
  };
  provide(key, context);
  return context;
}

export function useMeeting(): MeetingContext {
  const context = inject(key);
  if (!context) throw new Error('A part of the meeting page stands outside of it.');
  return context;
}

/** Commands that do harm when given on an old view: they are refused if the meeting has changed since. */
const GUARDED: ReadonlySet<string> = new Set(['take-decision', 'close-item', 'close']);

/** Commands to this meeting. What is refused is said where the command was given. */
export function useMeetingCommand() {
  const { id, seen, note } = useMeeting();
  const { run, ...rest } = useCommand();
  return {
    ...rest,
    async give<N extends CommandOf<'meetings'>>(command: N, body: CommandInput<'meetings', N>): Promise<CommandDone | undefined> {
      const version = GUARDED.has(command) ? seen() : undefined;
      const done = await run('meetings', id, command, body, version === undefined ? {} : { ifMatch: version });
      if (done) note(done);
      return done;
    },
  };
}

/** Where things of the page are found by the ways that lead to them. */
export const placeOf = {
  item: (item: string) => `item-${item}`,
  wording: 'decision-wording',
  proposal: (item: string) => `proposal-${item}`,
  attendance: 'attendance',
} as const;

/** Goes to a place that the reader has asked for. */
export async function goTo(place: string, scroll = true): Promise<void> {
  await nextTick();
  const element = document.getElementById(place);
  if (!element) return;
  if (scroll) element.scrollIntoView({ block: 'center', behavior: 'smooth' });
  element.focus({ preventScroll: true });
}
