import {
  TEXT_LIMIT,
  checkChoice,
  checkDay,
  checkId,
  checkInstant,
  checkLength,
  checkOptionalText,
  checkText,
  checkTitle,
} from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import { mustAgree } from '../meeting/meeting.outcome.js';
import { OUTCOMES, type Outcome } from '../meeting/meeting.events.js';
import type { Day, DecisionId, GroupId, Instant, ItemId, MeetingId, OrganisationId, PersonId, ProposalId, TaskId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import { STANDS, type DecisionEvent, type Stand } from './decision.events.js';

const TASK_LIMIT = 500;

export interface Task {
  readonly task: TaskId;
  readonly person: PersonId;
  readonly what: string;
  readonly due: Day;
  readonly done: boolean;
}

/** How an organisation stands to it now. */
export interface OrganisationResponse {
  readonly organisation: OrganisationId;
  readonly stand: Stand;
  readonly conditions: string;
  readonly reference: string | undefined;
}

/** The item of a meeting on which a decision was taken. */
interface Origin {
  readonly meeting: MeetingId;
  readonly item: ItemId;
}

/** What was decided on the proposals. */
interface Settled {
  readonly outcome: Outcome;
  readonly adopted: ProposalId | undefined;
}

interface Follow {
  /** Whose the id is; undefined of one that was taken before ids were entered, and while there is none. */
  readonly entered: Origin | undefined;
  /** The wording after the last correction; undefined while it is as it was taken. */
  readonly corrected: string | undefined;
  /** The outcome after the last correction of it; undefined while it is as it was taken. */
  readonly settled: Settled | undefined;
  readonly tasks: readonly Task[];
  /** One of each organisation that has responded. */
  readonly responses: readonly OrganisationResponse[];
}

export type DecisionState =
  | (Follow & { readonly status: 'standing' })
  | (Follow & { readonly status: 'executed' })
  | (Follow & { readonly status: 'superseded'; readonly by: DecisionId });

const initial: DecisionState = {
  status: 'standing',
  entered: undefined,
  corrected: undefined,
  settled: undefined,
  tasks: [],
  responses: [],
};

/** What has followed from the decision after one more event. */
const evolve = (state: DecisionState, event: DecisionEvent): DecisionState => {
  switch (event.type) {
    case 'DecisionEntered':
      return { ...state, entered: { meeting: event.meeting, item: event.item } };
    case 'TaskAssigned': {
      const { task, person, what, due } = event;
      return { ...state, tasks: [...state.tasks, { task, person, what, due, done: false }] };
    }
    case 'TaskDone':
      return { ...state, tasks: state.tasks.map((one) => (one.task === event.task ? { ...one, done: true } : one)) };
    case 'DecisionCorrected':
      return { ...state, corrected: event.wording };
    case 'OutcomeCorrected':
      return { ...state, settled: { outcome: event.outcome, adopted: event.adopted } };
    case 'DecisionSuperseded':
      return { ...state, status: 'superseded', by: event.by };
    case 'DecisionExecuted':
      return { ...state, status: 'executed' };
    case 'ResponseRecorded': {
      const { organisation, stand, conditions, reference } = event;
      const others = state.responses.filter((one) => one.organisation !== organisation);
      return { ...state, responses: [...others, { organisation, stand, conditions, reference }] };
    }
  }
};

interface TakenDecision {
  readonly group: GroupId;
  readonly wording: string;
  readonly outcome: Outcome;
  readonly adopted?: ProposalId | undefined;
  readonly proposals: readonly ProposalId[];
}

interface OnDecision {
  readonly decision: DecisionId;
  /** Fact: the group that took it, how, and the proposals it chose between, from its meeting; undefined when there is none such. */
  readonly taken: TakenDecision | undefined;
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

/** Asked in one append with the taking of the decision: the id is free, or is this decision's already. */
interface Enter extends Origin {
  readonly type: 'Enter';
  readonly decision: DecisionId;
  readonly group: GroupId;
  readonly at: Instant;
  /** Fact: where a decision with this id was taken before there was `DecisionEntered`, if there is one. */
  readonly takenBefore: Origin | undefined;
}

/** What may be asked of a decision: that its id be its own, and what follows once it has been taken. */
export type DecisionCommand =
  | Enter
  | (OnDecision & {
      readonly type: 'AssignTask';
      readonly task: TaskId;
      readonly person: PersonId;
      readonly what: string;
      readonly due: Day;
    })
  | (OnDecision & { readonly type: 'MarkTaskDone'; readonly task: TaskId; readonly person: PersonId; readonly note: string })
  | (OnDecision & {
      readonly type: 'Correct';
      readonly wording: string;
      /** Absent: as it is. Where either is given, a proposal that is not given is none. */
      readonly outcome?: Outcome;
      readonly adopted?: ProposalId;
      readonly reason: string;
    })
  /** Fact: `byTaken` when the later decision has been taken. */
  /** Fact: `byHidden` when it is behind closed doors: whoever reads this one, now or later, would be told of it. */
  | (OnDecision & { readonly type: 'Supersede'; readonly by: DecisionId; readonly byTaken: boolean; readonly byHidden: boolean })
  | (OnDecision & { readonly type: 'Execute'; readonly note: string })
  | (OnDecision & {
      readonly type: 'Respond';
      readonly organisation: OrganisationId;
      readonly stand: Stand;
      readonly conditions: string;
      readonly reference?: string;
    });

type Asked<Type extends DecisionCommand['type']> = Extract<DecisionCommand, { readonly type: Type }>;
interface Place {
  readonly decision: DecisionId;
  readonly group: GroupId;
  readonly at: Instant;
}

/**
 * An id names one decision in the whole partnership, whoever chose it. Whose it is already is not told: that may be behind closed doors.
 */
const enter = (command: Enter, state: DecisionState): DecisionEvent[] => {
  const { decision, group, meeting, item, takenBefore, at } = command;
  const owner = state.entered ?? takenBefore;
  if (owner?.meeting === meeting && owner.item === item) return [];
  if (owner !== undefined || state !== initial) throw new Refused('id/taken', { field: 'decision' });
  checkId('decision', decision);
  return [{ type: 'DecisionEntered', decision, group, at, meeting, item }];
};

/** A superseded decision stands as history: nothing more is built on it. */
const notSuperseded = (state: DecisionState): void => {
  if (state.status === 'superseded') throw new Refused('decision/superseded', { by: state.by });
};

const assignTask = (command: Asked<'AssignTask'>, state: DecisionState, place: Place): DecisionEvent[] => {
  const { task, person, what, due } = command;
  const existing = state.tasks.find((one) => one.task === task);
  if (existing !== undefined) {
    if (existing.person === person && existing.what === what && existing.due === due) return [];
    throw new Refused('decision/task-exists', { task });
  }
  notSuperseded(state);
  checkId('task', task);
  checkId('person', person);
  checkText('what', what, TEXT_LIMIT);
  checkDay('due', due);
  checkLength('tasks', [...state.tasks, task], TASK_LIMIT);
  return [{ type: 'TaskAssigned', ...place, task, person, what, due }];
};

/** Also after the decision was superseded: what somebody did is done. */
const markTaskDone = (command: Asked<'MarkTaskDone'>, state: DecisionState, place: Place): DecisionEvent[] => {
  const { task, person, note } = command;
  const existing = state.tasks.find((one) => one.task === task);
  if (existing === undefined) throw new Refused('decision/no-such-task', { task });
  if (existing.done) return [];
  checkId('person', person);
  checkOptionalText('note', note, TEXT_LIMIT);
  return [{ type: 'TaskDone', ...place, task, person, note }];
};

/** Wording, outcome or both: each leaves an event that says what stood before, and nothing of it is taken away. */
const correct = (command: Asked<'Correct'>, state: DecisionState, place: Place, taken: TakenDecision): DecisionEvent[] => {
  notSuperseded(state);
  const { wording, reason } = command;
  const oldWording = state.corrected ?? taken.wording;
  const old = state.settled ?? { outcome: taken.outcome, adopted: taken.adopted };
  const isLeft = command.outcome === undefined && command.adopted === undefined;
  const { outcome, adopted } = isLeft ? old : { outcome: command.outcome ?? old.outcome, adopted: command.adopted };
  const isResettled = outcome !== old.outcome || adopted !== old.adopted;
  if (oldWording === wording && !isResettled) return [];
  checkText('wording', wording, TEXT_LIMIT);
  checkText('reason', reason, TEXT_LIMIT);
  const reworded: DecisionEvent[] = oldWording === wording ? [] : [{ type: 'DecisionCorrected', ...place, oldWording, wording, reason }];
  if (!isResettled) return reworded;
  checkChoice('outcome', outcome, OUTCOMES);
  if (adopted !== undefined && !taken.proposals.includes(adopted)) throw new Refused('meeting/no-such-proposal', { proposal: adopted });
  mustAgree(outcome, adopted);
  const before = { oldOutcome: old.outcome, ...(old.adopted === undefined ? {} : { oldAdopted: old.adopted }) };
  const after = { outcome, ...(adopted === undefined ? {} : { adopted }) };
  return [...reworded, { type: 'OutcomeCorrected', ...place, ...before, ...after, reason }];
};

const supersede = ({ by, byTaken, byHidden }: Asked<'Supersede'>, state: DecisionState, place: Place): DecisionEvent[] => {
  if (state.status === 'superseded' && state.by === by) return [];
  notSuperseded(state);
  if (by === place.decision) throw new Refused('decision/superseded-by-itself', {});
  if (!byTaken) throw new Refused('decision/unknown', { decision: by });
  if (byHidden) throw new Refused('decision/behind-closed-doors', { decision: by });
  return [{ type: 'DecisionSuperseded', ...place, by }];
};

/** Whoever commits on conditions says on which. */
const respond = (command: Asked<'Respond'>, state: DecisionState, place: Place): DecisionEvent[] => {
  const { organisation, stand, conditions, reference } = command;
  const before = state.responses.find((one) => one.organisation === organisation);
  if (before?.stand === stand && before.conditions === conditions && before.reference === reference) return [];
  notSuperseded(state);
  checkId('organisation', organisation);
  checkChoice('stand', stand, STANDS);
  if (stand === 'commits-on-conditions') checkText('conditions', conditions, TEXT_LIMIT);
  else checkOptionalText('conditions', conditions, TEXT_LIMIT);
  if (reference !== undefined) checkTitle('reference', reference);
  const said = { organisation, stand, conditions, ...(reference === undefined ? {} : { reference }) };
  return [{ type: 'ResponseRecorded', ...place, ...said }];
};

const execute = ({ note }: Asked<'Execute'>, state: DecisionState, place: Place): DecisionEvent[] => {
  if (state.status === 'executed') return [];
  notSuperseded(state);
  checkOptionalText('note', note, TEXT_LIMIT);
  return [{ type: 'DecisionExecuted', ...place, note }];
};

/** What follows from a command on a decision: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: DecisionCommand, state: DecisionState): DecisionEvent[] => {
  const { decision, at } = command;
  checkInstant('at', at);
  if (command.type === 'Enter') return enter(command, state);
  const { taken } = command;
  if (taken === undefined) throw new Refused('decision/unknown', { decision });
  const place = { decision, group: taken.group, at };
  switch (command.type) {
    case 'AssignTask':
      return assignTask(command, state, place);
    case 'MarkTaskDone':
      return markTaskDone(command, state, place);
    case 'Correct':
      return correct(command, state, place, taken);
    case 'Supersede':
      return supersede(command, state, place);
    case 'Execute':
      return execute(command, state, place);
    case 'Respond':
      return respond(command, state, place);
  }
};

export const decisionDecider: Decider<DecisionState, DecisionCommand, DecisionEvent> = { initial, evolve, decide };
