import { afterEach, describe, expect, it } from 'vitest';
import { effectScope } from 'vue';
import { countDrafts, draftKey, dropDrafts, useDraft } from './useDraft.js';

const leaving: (() => void)[] = [];
afterEach(() => {
  leaving.splice(0).forEach((leave) => leave());
  sessionStorage.clear();
});

const EMPTY = { wording: '', outcome: 'approved' };
const draftOf = (item = 'i1') => {
  const scope = effectScope();
  const draft = scope.run(() => useDraft(draftKey('secretary', 'm1', item, 'decision'), EMPTY));
  if (!draft) throw new Error('no draft');
  leaving.push(() => scope.stop());
  return { ...draft, leave: () => scope.stop() };
};

describe('a draft', () => {
  it('is there again after the page was left', () => {
    const first = draftOf();
    first.fields.wording = 'Gruppen beslutar';
    first.leave();
    expect(draftOf().fields).toEqual({ wording: 'Gruppen beslutar', outcome: 'approved' });
  });

  it('is of one item, and of one who writes', () => {
    draftOf('i1').fields.wording = 'Till det första';
    expect(draftOf('i2').fields.wording).toBe('');
    expect(draftKey('member', 'm1', 'i1', 'decision')).not.toBe(draftKey('secretary', 'm1', 'i1', 'decision'));
  });

  it('says the same wherever it is shown', () => {
    const one = draftOf('i3');
    const other = draftOf('i3');
    one.fields.wording = 'Bifall';
    expect(other.fields.wording).toBe('Bifall');
    one.leave();
    other.fields.wording = 'Avslag';
    expect(sessionStorage.getItem(draftKey('secretary', 'm1', 'i3', 'decision'))).toContain('Avslag');
  });

  it('goes when what was sent is recorded', () => {
    const draft = draftOf();
    draft.fields.wording = 'Bifall';
    const sent = draft.taken();
    draft.settle(sent);
    expect(draft.fields).toEqual(EMPTY);
    expect(sessionStorage.length).toBe(0);
  });

  it('stays when somebody has written on while it was sent', () => {
    const draft = draftOf();
    draft.fields.wording = 'Bifall';
    const sent = draft.taken();
    draft.fields.wording = 'Bifall, med tillägg';
    draft.settle(sent);
    expect(draft.fields.wording).toBe('Bifall, med tillägg');
  });

  it('is counted for its account when there are words in it', () => {
    draftOf('i1').fields.wording = 'Bifall';
    draftOf('i2').fields.outcome = 'rejected';
    draftOf('i3').fields.wording = '  ';
    sessionStorage.setItem(draftKey('secretary2', 'm1', 'i1', 'decision'), '{"wording":"En annans"}');
    expect([countDrafts('secretary'), countDrafts('secretary2'), countDrafts('member')]).toEqual([1, 1, 0]);
  });

  it('is dropped with all of its account, where it is shown too, and nobody else’s is', () => {
    const draft = draftOf('i1');
    draft.fields.wording = 'Bifall';
    const left = draftOf('i2');
    left.fields.wording = 'Avslag';
    left.leave();
    const others = draftKey('secretary2', 'm1', 'i1', 'decision');
    sessionStorage.setItem(others, '{"wording":"En annans"}');
    dropDrafts('secretary');
    expect(draft.fields).toEqual(EMPTY);
    expect(draftOf('i2').fields).toEqual(EMPTY);
    expect(Object.keys(sessionStorage)).toEqual([others]);
  });

  it('takes nothing from the window that is no draft', () => {
    sessionStorage.setItem(draftKey('secretary', 'm1', 'i1', 'decision'), '{"wording":7,"outcome":"noted","more":"x"}');
    expect(draftOf().fields).toEqual({ wording: '', outcome: 'noted' });
    sessionStorage.setItem(draftKey('secretary', 'm1', 'i2', 'decision'), 'null');
    expect(draftOf('i2').fields).toEqual(EMPTY);
    sessionStorage.setItem(draftKey('secretary', 'm1', 'i3', 'decision'), '{');
    expect(draftOf('i3').fields).toEqual(EMPTY);
  });
});
