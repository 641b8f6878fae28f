import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { decisionCodec } from './decision.codec.js';
import type { DecisionEvent } from './decision.events.js';
import golden from './decision.golden.json' with { type: 'json' };
import { decisionDecider, type DecisionCommand, type DecisionState } from './decision.js';

const given = givenFor(decisionDecider);
const at = '2026-02-05T08:00:00.000Z';
const on: Pick<Extract<DecisionCommand, { type: 'Execute' }>, 'decision' | 'taken' | 'at'> = {
  decision: 'd',
  taken: { group: 'g', wording: 'Gruppen tilstyrker.', outcome: 'approved', adopted: 'y', proposals: ['y', 'z'] },
  at,
};
const place = { decision: 'd', group: 'g', at };
const assign = { type: 'AssignTask', ...on, task: 't', person: 'p', what: 'Skicka yttrandet', due: '2026-02-20' } as const;
const done = { type: 'MarkTaskDone', ...on, task: 't', person: 'p', note: 'Sänt' } as const;
const correct = { type: 'Correct', ...on, wording: 'Gruppen tillstyrker.', reason: 'Skrivfel' } as const;
const supersede = { type: 'Supersede', ...on, by: 'e', byTaken: true, byHidden: false } as const;
const execute = { type: 'Execute', ...on, note: '' } as const;
const respond = { type: 'Respond', ...on, organisation: 'o', stand: 'commits', conditions: '', reference: 'LS § 42' } as const;
const told = (...commands: DecisionCommand[]): DecisionEvent[] => historyOf(decisionDecider, ...commands);

goldenSuite(decisionCodec, golden);

const enter = { type: 'Enter', decision: 'd', group: 'g', meeting: 'm', item: 'i', takenBefore: undefined, at } as const;

describe('The id of a decision', () => {
  const entered = { type: 'DecisionEntered', ...place, meeting: 'm', item: 'i' } as const;

  it('names one decision in the whole partnership', () => {
    given().when(enter).then(entered);
    given(entered).when(enter).then();
    for (const other of [{ meeting: 'n' }, { item: 'j' }, { group: 'h', meeting: 'n' }])
      given(entered)
        .when({ ...enter, ...other })
        .refused('id/taken', { field: 'decision' });
  });
  it('also one that was taken before ids were entered', () => {
    const takenBefore = { meeting: 'm', item: 'i' };
    given()
      .when({ ...enter, takenBefore })
      .then();
    given()
      .when({ ...enter, meeting: 'n', takenBefore })
      .refused('id/taken', { field: 'decision' });
    given(...told(assign))
      .when(enter)
      .refused('id/taken', { field: 'decision' });
  });
  it('is one that can be part of an address', () => {
    given()
      .when({ ...enter, decision: 'D d' })
      .refused('id/invalid', { field: 'decision' });
  });
});

describe('A decision', () => {
  it('Corrected only by a new event that shows the old wording', () => {
    const corrected = {
      type: 'DecisionCorrected',
      ...place,
      oldWording: 'Gruppen tilstyrker.',
      wording: 'Gruppen tillstyrker.',
      reason: 'Skrivfel',
    } as const;
    given().when(correct).then(corrected);
    given(corrected)
      .when({ ...correct, wording: 'Gruppen avstyrker.', reason: 'Fel utgång' })
      .then({ ...corrected, oldWording: 'Gruppen tillstyrker.', wording: 'Gruppen avstyrker.', reason: 'Fel utgång' });
    given()
      .when({ ...correct, reason: '' })
      .refused('text/empty', { field: 'reason' });
  });
  it('a mistaken outcome is corrected as a wording is, by an event that says what stood before', () => {
    const corrected = {
      type: 'OutcomeCorrected',
      ...place,
      oldOutcome: 'approved',
      oldAdopted: 'y',
      outcome: 'rejected',
      reason: 'Fel utfall',
    } as const;
    const asItWas = { ...correct, wording: 'Gruppen tilstyrker.', reason: 'Fel utfall' } as const;
    given()
      .when({ ...asItWas, outcome: 'rejected' })
      .then(corrected);
    given(corrected)
      .when({ ...asItWas, outcome: 'rejected' })
      .then();
    given(corrected)
      .when({ ...asItWas, outcome: 'approved', adopted: 'z' })
      .then({ type: 'OutcomeCorrected', ...place, oldOutcome: 'rejected', outcome: 'approved', adopted: 'z', reason: 'Fel utfall' });
    given()
      .when({ ...asItWas, adopted: 'z' })
      .then({
        type: 'OutcomeCorrected',
        ...place,
        oldOutcome: 'approved',
        oldAdopted: 'y',
        outcome: 'approved',
        adopted: 'z',
        reason: 'Fel utfall',
      });
  });
  it('wording and outcome in one stroke', () => {
    given()
      .when({ ...correct, outcome: 'tabled' })
      .then(
        {
          type: 'DecisionCorrected',
          ...place,
          oldWording: 'Gruppen tilstyrker.',
          wording: 'Gruppen tillstyrker.',
          reason: 'Skrivfel',
        },
        { type: 'OutcomeCorrected', ...place, oldOutcome: 'approved', oldAdopted: 'y', outcome: 'tabled', reason: 'Skrivfel' },
      );
  });
  it('is not corrected into one that contradicts itself, nor without a reason', () => {
    for (const outcome of ['rejected', 'tabled', 'referred-back'] as const)
      given()
        .when({ ...correct, outcome, adopted: 'y' })
        .refused('decision/contradicts-itself', { outcome, adopted: 'y' });
    given()
      .when({ ...correct, outcome: 'noted', adopted: 'x' })
      .refused('meeting/no-such-proposal', { proposal: 'x' });
    given()
      .when({ ...correct, outcome: 'noted', reason: ' ' })
      .refused('text/empty', { field: 'reason' });
    given()
      .when({ ...correct, outcome: 'maybe' as 'noted' })
      .refused('choice/invalid', { field: 'outcome' });
  });
  it('one that contradicted itself when such were taken can have its wording corrected, and its outcome', () => {
    const taken = { group: 'g', wording: 'Avslag', outcome: 'rejected', adopted: 'y', proposals: ['y'] } as const;
    given()
      .when({ ...correct, taken, wording: 'Avslag.' })
      .then({ type: 'DecisionCorrected', ...place, oldWording: 'Avslag', wording: 'Avslag.', reason: 'Skrivfel' });
    given()
      .when({ ...correct, taken, wording: 'Avslag', outcome: 'rejected' })
      .then({ type: 'OutcomeCorrected', ...place, oldOutcome: 'rejected', oldAdopted: 'y', outcome: 'rejected', reason: 'Skrivfel' });
  });
  it('superseded by a later decision, never edited or deleted', () => {
    given()
      .when(supersede)
      .then({ type: 'DecisionSuperseded', ...place, by: 'e' });
    given()
      .when({ ...supersede, by: 'd' })
      .refused('decision/superseded-by-itself', {});
    given()
      .when({ ...supersede, byTaken: false })
      .refused('decision/unknown', { decision: 'e' });
    for (const command of [assign, correct, execute, respond, { ...supersede, by: 'f' }]) {
      given(...told(supersede))
        .when(command)
        .refused('decision/superseded', { by: 'e' });
    }
  });
  it('Follow-up: tasks with a responsible person and due date', () => {
    given()
      .when(assign)
      .then({ type: 'TaskAssigned', ...place, task: 't', person: 'p', what: 'Skicka yttrandet', due: '2026-02-20' });
    given(...told(assign))
      .when({ ...assign, due: '2026-03-01' })
      .refused('decision/task-exists', { task: 't' });
    given()
      .when({ ...assign, due: '2026-02-30' })
      .refused('day/invalid', { field: 'due' });
  });
  it('a task is done once, also after the decision was superseded', () => {
    given(...told(assign, supersede))
      .when(done)
      .then({ type: 'TaskDone', ...place, task: 't', person: 'p', note: 'Sänt' });
    given(...told(assign, done))
      .when({ ...done, note: 'Igen' })
      .then();
    given().when(done).refused('decision/no-such-task', { task: 't' });
  });
  it('executed', () => {
    given()
      .when(execute)
      .then({ type: 'DecisionExecuted', ...place, note: '' });
  });
  it('one behind closed doors takes the place of no other: whoever reads that would be told of it', () => {
    given()
      .when({ ...supersede, byHidden: true })
      .refused('decision/behind-closed-doors', { decision: 'e' });
  });
  it('Responses: each organisation concerned records its own decision (commits, declines, commits on conditions, not yet)', () => {
    const recorded = {
      type: 'ResponseRecorded',
      ...place,
      organisation: 'o',
      stand: 'commits',
      conditions: '',
      reference: 'LS § 42',
    } as const;
    given().when(respond).then(recorded);
    const { reference: _, ...without } = { ...respond, stand: 'declines', conditions: 'Ingår inte i uppdraget.' } as const;
    given()
      .when(without)
      .then({ type: 'ResponseRecorded', ...place, organisation: 'o', stand: 'declines', conditions: 'Ingår inte i uppdraget.' });
    for (const stand of ['not-yet', 'commits-on-conditions'] as const)
      given(recorded)
        .when({ ...respond, stand, conditions: 'Om alla bidrar.' })
        .then({ ...recorded, stand, conditions: 'Om alla bidrar.' });
    given(recorded)
      .when({ ...respond, organisation: 'u' })
      .then({ ...recorded, organisation: 'u' });
  });
  it('whoever commits on conditions says on which; a reference is no empty text', () => {
    given()
      .when({ ...respond, stand: 'commits-on-conditions' })
      .refused('text/empty', { field: 'conditions' });
    given()
      .when({ ...respond, reference: ' ' })
      .refused('text/empty', { field: 'reference' });
  });
  it('nothing follows from a decision that was not taken', () => {
    given()
      .when({ ...execute, taken: undefined })
      .refused('decision/unknown', { decision: 'd' });
  });
});

const common = {
  decision: fc.constant('d'),
  taken: fc.constantFrom(
    ...[1, 2].map(() => ({ group: 'g', wording: 'Bifall', outcome: 'approved' as const, proposals: ['y'] })),
    undefined,
  ),
  at: fc.constant(''),
};
const task = fc.constantFrom('t', 'u');
const person = fc.constantFrom('p', 'q');
const text = fc.constantFrom('Bifall', 'Avslag', '', '\ud800');
const command: fc.Arbitrary<DecisionCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('AssignTask' as const),
      ...common,
      task,
      person,
      what: text,
      due: fc.constantFrom('2026-03-01', '2026-02-29'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('MarkTaskDone' as const), ...common, task, person, note: text }) },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.constant('Correct' as const),
        ...common,
        wording: text,
        reason: text,
        outcome: fc.constantFrom('approved', 'rejected', 'noted'),
        adopted: fc.constantFrom('y', 'x'),
      },
      { requiredKeys: ['type', 'decision', 'taken', 'at', 'wording', 'reason'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('Supersede' as const),
      ...common,
      by: fc.constantFrom('d', 'e', 'f'),
      byTaken: fc.boolean(),
      byHidden: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.constant('Respond' as const),
        ...common,
        organisation: fc.constantFrom('o', 'u'),
        stand: fc.constantFrom('commits', 'commits-on-conditions', 'declines', 'not-yet'),
        conditions: text,
        reference: text,
      },
      { requiredKeys: ['type', 'decision', 'taken', 'at', 'organisation', 'stand', 'conditions'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('Execute' as const), ...common, note: text }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('Enter' as const),
      decision: common.decision,
      group: fc.constant('g'),
      meeting: fc.constantFrom('m', 'n'),
      item: fc.constantFrom('i', 'j'),
      takenBefore: fc.constant(undefined),
      at: common.at,
    }),
  },
);

describe('Whatever is asked of a decision', () => {
  repeatedSuite<DecisionState, DecisionCommand, DecisionEvent>({
    decider: decisionDecider,
    codec: decisionCodec,
    command,
    types: ['AssignTask', 'MarkTaskDone', 'Correct', 'Supersede', 'Execute', 'Respond', 'Enter'],
    holds: ({ before, events }) => {
      for (const event of events) {
        if (event.type === 'DecisionCorrected') expect(event.oldWording).toBe(before.corrected ?? 'Bifall');
        if (event.type === 'OutcomeCorrected') {
          expect(event.oldOutcome).toBe(before.settled?.outcome ?? 'approved');
          expect(event.outcome === 'rejected' && event.adopted !== undefined).toBe(false);
        }
        if (event.type === 'DecisionEntered') expect(before.entered).toBeUndefined();
        if (event.type !== 'TaskDone') expect(before.status).not.toBe('superseded');
      }
    },
  });
});
