import { describe, expect, it } from 'vitest';
import { VIEWERS, at, decidedMeeting, given, happened, position, type World } from './given.suite.js';
import type { Audience } from './projection.js';

const running = given(...decidedMeeting);
const published = running.and(happened.closed({}));
/** Another meeting, which runs, with a later decision. */
const later = [
  happened.scheduled({ meeting: 'm2' }),
  happened.item({ meeting: 'm2', item: 'i2' }),
  happened.opened({ meeting: 'm2' }),
  happened.decision({ meeting: 'm2', item: 'i2', decision: 'd2', section: 2 }),
];

describe('decision', () => {
  it('those who were there stand for whom they sat then, also when they act for another since', () => {
    const since = running.and({ type: 'PersonChangedOrganisation', person: 'bo', organisation: 'kf', at: at(50) });
    expect(since.seen('decision', 'd', 'partner')?.attendance['bo']).toMatchObject({ organisation: 'lst' });
  });

  it('holds what it was taken on, from what, by whom, and where in the log', () => {
    expect(running.seen('decision', 'd', 'partner')).toMatchObject({
      group: 'g',
      meeting: 'm',
      meetingTitle: 'Marsmöte',
      item: 'i',
      title: 'Vägar',
      description: 'Om vägar',
      year: 2026,
      section: 1,
      wording: 'Vägen byggs.',
      adopted: 'p',
      proposals: { p: { by: 'bo', wording: 'Bygg' } },
      attendance: { bo: { presence: 'room', as: 'ordinary', place: 0, offices: [] } },
      recordedBy: 'asa',
      position: position(decidedMeeting.length),
    });
  });

  it('corrected only by a new event that shows the old wording', () => {
    const body = published.and(happened.corrected({ at: at(70) })).seen('decision', 'd', 'public');
    expect(body?.wording).toBe('Vägen byggs nu.');
    expect(Object.values(body?.corrections ?? {})).toEqual([
      { wording: { before: 'Vägen byggs.', after: 'Vägen byggs nu.' }, reason: 'Skrivfel', role: 'secretary', at: at(70) },
    ]);
  });

  it('superseded by a later decision, never edited or deleted', () => {
    const superseded = published.and(...later, happened.superseded({ by: 'd2' }), happened.closed({ meeting: 'm2' }));
    expect(superseded.seen('decision', 'd', 'public')).toMatchObject({ wording: 'Vägen byggs.', supersededBy: 'd2' });
  });

  it('what took its place is named to those who may see that', () => {
    const named = (world: World, audience: Audience) => {
      const body = world.seen('decision', 'd', audience);
      return [body?.supersededBy, body?.superseded];
    };
    const superseded = published.and(...later, happened.superseded({ by: 'd2' }));
    expect(named(superseded, 'partner')).toEqual(['d2', undefined]);
    expect(named(superseded, 'public')).toEqual([undefined, true]);
    expect(named(superseded.and(happened.closed({ meeting: 'm2' })), 'public')).toEqual(['d2', undefined]);
    const behind = superseded.and(happened.doorsClosed({ meeting: 'm2', item: 'i2' }));
    expect(named(behind, 'partner')).toEqual([undefined, true]);
    expect(named(behind, 'public')).toEqual([undefined, true]);
    expect(named(behind, 'group:g')).toEqual(['d2', undefined]);
    expect(named(behind.and(happened.closed({ meeting: 'm2' })), 'public')).toEqual([undefined, true]);
    for (const [who, audience] of [
      ['public', 'public'],
      ['partner', 'partner'],
      ['member', 'group:g'],
      ['secretariat', 'group:g'],
      ['auditor', 'group:g'],
    ] as const)
      expect([who, behind.audience('decision', 'd', VIEWERS[who])]).toEqual([who, audience]);
    const opened = behind.and(happened.closed({ meeting: 'm2' }), happened.doorsOpened({ meeting: 'm2', item: 'i2' }));
    expect(named(opened, 'public')).toEqual(['d2', undefined]);
  });

  it('follow-up: tasks with a responsible person and due date, executed', () => {
    const body = published.and(happened.task({}), happened.taskDone({ note: 'Ringt', at: at(80) }), happened.executed({ at: at(81) }));
    expect(body.seen('decision', 'd', 'public')).toMatchObject({
      tasks: { t: { person: 'bo', what: 'Ring', due: '2026-04-01', done: { at: at(80), note: 'Ringt' } } },
      executed: { at: at(81), note: 'Klart' },
    });
  });

  it('responses: each organisation concerned records its own decision, and a later one takes the place of an earlier', () => {
    const one = running.and(happened.responded({ stand: 'not-yet' }), happened.responded({ organisation: 'lt', stand: 'declines' }));
    const other = one.and(
      happened.responded({ stand: 'commits-on-conditions', conditions: 'Om alla bidrar.', reference: 'LS § 42', at: at(55) }),
    );
    expect(other.seen('decision', 'd', 'partner')?.responses).toEqual({
      lst: { stand: 'commits-on-conditions', conditions: 'Om alla bidrar.', reference: 'LS § 42', at: at(55) },
      lt: { stand: 'declines', conditions: '', at: at(50) },
    });
    expect(other.seen('decision', 'd', 'public')).toBeUndefined();
    expect(other.and(happened.closed({})).seen('decision', 'd', 'public')?.responses).toHaveProperty('lt');
  });

  it('passes over a task that was never assigned', () => {
    const after = published.and(happened.taskDone({ task: 'unknown' }));
    expect(after.whole('decision', 'd')).toBe(published.whole('decision', 'd'));
  });
});

describe('who sees a decision', () => {
  it.each(['partner', 'member', 'secretariat', 'auditor'] as const)('while its meeting runs: %s', (who) => {
    expect(running.audience('decision', 'd', VIEWERS[who])).toBe('partner');
  });

  it('while its meeting runs: not the public', () => {
    expect(running.audience('decision', 'd', VIEWERS.public)).toBeUndefined();
    expect(running.seen('decision', 'd', 'public')).toBeUndefined();
  });

  it('published minutes and decisions: public yes', () => {
    expect(published.audience('decision', 'd', VIEWERS.public)).toBe('public');
    expect(published.seen('decision', 'd', 'public')).toMatchObject({ wording: 'Vägen byggs.', proposals: { p: { wording: 'Bygg' } } });
  });

  it('who was there when it was taken, and who recorded it, is for those signed in', () => {
    const body = published.seen('decision', 'd', 'public');
    expect(body?.attendance).toEqual({});
    expect(body?.recordedBy).toBeUndefined();
    expect(published.seen('decision', 'd', 'auditor')).toMatchObject({ attendance: { bo: { presence: 'room' } }, recordedBy: 'asa' });
  });
});
