import { describe, expect, it } from 'vitest';
import { balanceOf, largestFirst, sectorParts, sexParts } from './composition.js';

describe('the composition of a group', () => {
  it('is balanced when each sex has 40–60 per cent', () => {
    expect(balanceOf({ woman: 2, man: 3 })).toBe('balanced');
    expect(balanceOf({ woman: 3, man: 2 })).toBe('balanced');
    expect(balanceOf({ woman: 3, man: 7 })).toBe('uneven');
    expect(balanceOf({ man: 5 })).toBe('uneven');
  });

  it('says nothing of balance among fewer than three', () => {
    expect(balanceOf({ woman: 2 })).toBe('few');
    expect(balanceOf({ unstated: 4 })).toBe('empty');
  });

  it('keeps the order of the parts whatever the counts', () => {
    expect(sexParts({ man: 1, woman: 9 }, String).map(({ key }) => key)).toEqual(['woman', 'man', 'other', 'unstated']);
    expect(sectorParts({ civil: 1 }, String).find(({ key }) => key === 'civil')?.count).toBe(1);
  });

  it('lists any class with the largest first', () => {
    expect(largestFirst({ Ånge: 1, Timrå: 3, Sundsvall: 3 }, String).map(({ label }) => label)).toEqual(['Sundsvall', 'Timrå', 'Ånge']);
  });
});
