import { describe, expect, it } from 'vitest';
import { LIST_DEFINITIONS } from './lists/lists.js';
import { VIEWERS, at, decidedMeeting, given, happened, opening } from './given.suite.js';

const closed = happened.closed({ at: at(60) });
const reworded = happened.corrected({ at: at(70) });
const resettled = happened.outcomeCorrected({ at: at(71) });
type World = ReturnType<typeof given>;

const row = (world: World, audience: 'public' | 'partner') =>
  LIST_DEFINITIONS.decisions.row(world.whole('decision', 'd'), 'd', audience, opening())?.row;

describe('a correction shows everywhere', () => {
  const world = given(...decidedMeeting, closed, reworded, resettled);
  const corrections = [
    { at: at(70), reason: 'Skrivfel', by: 'asa', role: 'secretary', wording: { before: 'Vägen byggs.', after: 'Vägen byggs nu.' } },
    {
      at: at(71),
      reason: 'Fel utfall',
      by: 'asa',
      role: 'secretary',
      outcome: { before: 'approved', after: 'rejected', adoptedBefore: 'p' },
    },
  ];

  it('on the page of the decision and on that of the meeting, with what stood before, who and why', () => {
    const decision = world.seen('decision', 'd', 'partner');
    const inMeeting = world.seen('meeting', 'm', 'partner')?.decisions['d'];
    for (const shown of [decision, inMeeting]) {
      expect(shown).toMatchObject({ wording: 'Vägen byggs nu.', outcome: 'rejected' });
      expect(shown?.adopted).toBeUndefined();
      expect(Object.values(shown?.corrections ?? {})).toEqual(corrections);
    }
  });
  it('to the public too, which is told as what somebody corrected it, and not who', () => {
    const decision = world.seen('decision', 'd', 'public');
    const inMeeting = world.seen('meeting', 'm', 'public')?.decisions['d'];
    const told = corrections.map(({ by: _, ...correction }) => correction);
    for (const shown of [decision, inMeeting]) expect(Object.values(shown?.corrections ?? {})).toEqual(told);
    expect(JSON.stringify([decision, inMeeting])).not.toContain('asa');
  });
  it('in the register, the group and the overview', () => {
    for (const audience of ['public', 'partner'] as const) {
      expect(row(world, audience)).toMatchObject({ outcome: 'rejected', wording: 'Vägen byggs nu.', state: 'corrected', corrected: true });
      expect(world.seen('group', 'g', audience)?.decisions['d']).toMatchObject({ outcome: 'rejected', corrected: true });
      expect(world.seen('overview', 'all', audience)).toMatchObject({
        decisions: 1,
        decisionsByOutcome: { rejected: 1 },
        latestDecisions: { d: { outcome: 'rejected', corrected: true } },
      });
    }
  });
  it('in a list also when something else has become of it since', () => {
    expect(row(world.and(happened.executed({})), 'public')).toMatchObject({ state: 'executed', corrected: true });
  });
  it('and nowhere where there is none', () => {
    const before = given(...decidedMeeting, closed);
    expect(before.seen('meeting', 'm', 'partner')?.decisions['d']).not.toHaveProperty('corrections');
    expect(before.seen('group', 'g', 'public')?.decisions['d']?.corrected).toBeUndefined();
    expect(before.seen('overview', 'all', 'public')?.latestDecisions['d']?.corrected).toBeUndefined();
    expect(row(before, 'public')?.corrected).toBeUndefined();
  });
});

describe('a correction of the outcome', () => {
  const stateOf = (world: World) => world.seen('meeting', 'm', 'partner')?.agenda['i']?.proposals['p']?.state;

  it('is followed by the proposals that the decision chose between', () => {
    expect(stateOf(given(...decidedMeeting))).toBe('adopted');
    expect(stateOf(given(...decidedMeeting, resettled))).toBe('fallen');
    expect(stateOf(given(...decidedMeeting, happened.outcomeCorrected({ outcome: 'tabled' })))).toBe('standing');
    const back = happened.outcomeCorrected({ oldOutcome: 'rejected', outcome: 'approved', adopted: 'p' });
    expect(stateOf(given(...decidedMeeting, resettled, back))).toBe('adopted');
  });
  it('before the meeting is closed is not told outside, and is published with it', () => {
    const running = given(...decidedMeeting);
    const after = running.and(reworded, resettled);
    for (const { kind, id } of running.documents.values()) expect(after.seen(kind, id, 'public')).toEqual(running.seen(kind, id, 'public'));
    const published = after.and(closed);
    expect(published.seen('meeting', 'm', 'public')?.decisions['d']).toMatchObject({ outcome: 'rejected', wording: 'Vägen byggs nu.' });
    expect(published.seen('overview', 'all', 'public')?.decisionsByOutcome).toEqual({ rejected: 1 });
    expect(published.seen('group', 'g', 'public')?.decisions['d']).toMatchObject({ outcome: 'rejected', corrected: true });
  });
  it('behind closed doors changes no document, and no version, of anybody outside', () => {
    const behind = given(...decidedMeeting, happened.doorsClosed({}));
    const after = behind.and(reworded, resettled);
    for (const { kind, id } of behind.documents.values()) {
      for (const audience of ['public', 'partner'] as const)
        expect(after.seen(kind, id, audience)).toEqual(behind.seen(kind, id, audience));
    }
    expect(after.audience('meeting', 'm', VIEWERS.member)).toBe('group:g');
    expect(after.seen('meeting', 'm', 'group:g')?.decisions['d']).toMatchObject({ outcome: 'rejected', wording: 'Vägen byggs nu.' });
    const opened = after.and(happened.doorsOpened({}));
    expect(opened.seen('overview', 'all', 'partner')).toMatchObject({ decisionsByOutcome: { rejected: 1 } });
    expect(opened.seen('group', 'g', 'partner')?.decisions['d']).toMatchObject({ outcome: 'rejected', corrected: true });
  });
});
