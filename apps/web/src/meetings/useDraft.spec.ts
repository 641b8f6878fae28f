import { beforeEach, describe, expect, it } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { draftKey, useDraft } from './useDraft.js';

beforeEach(() => sessionStorage.clear());

const EMPTY = { wording: '', outcome: 'approved' };
const draftOf = (item: () => string = () => 'i1') => {
  const scope = effectScope();
  const draft = scope.run(() => useDraft(() => draftKey('secretary', 'm1', item(), 'decision'), EMPTY));
  if (!draft) throw new Error('no draft');
  return { ...draft, leave: () => scope.stop() };
};

describe('a draft', () => {
  it('is there again after the page was left', () => {
    const first = draftOf();
    first.fields.wording = 'Gruppen beslutar';
    first.leave();
    expect(draftOf().fields).toEqual({ wording: 'Gruppen beslutar', outcome: 'approved' });
  });

  it('is of one item, and of one who writes', async () => {
    const item = ref('i1');
    const draft = draftOf(() => item.value);
    draft.fields.wording = 'Till det första';
    item.value = 'i2';
    await nextTick();
    expect(draft.fields.wording).toBe('');
    draft.fields.wording = 'Till det andra';
    item.value = 'i1';
    await nextTick();
    expect(draft.fields.wording).toBe('Till det första');
    expect(draftKey('member', 'm1', 'i1', 'decision')).not.toBe(draftKey('secretary', 'm1', 'i1', 'decision'));
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

  it('takes nothing from the window that is no draft', () => {
    sessionStorage.setItem(draftKey('secretary', 'm1', 'i1', 'decision'), '{"wording":7,"outcome":"noted","more":"x"}');
    expect(draftOf().fields).toEqual({ wording: '', outcome: 'noted' });
    sessionStorage.setItem(draftKey('secretary', 'm1', 'i1', 'decision'), 'null');
    expect(draftOf().fields).toEqual(EMPTY);
    sessionStorage.setItem(draftKey('secretary', 'm1', 'i1', 'decision'), '{');
    expect(draftOf().fields).toEqual(EMPTY);
  });
});
