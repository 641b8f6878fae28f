import { describe, expect, it } from 'vitest';
import { correctionRows } from './corrections.js';

const said = { at: '2026-03-04T08:00:00.000Z', reason: 'Fel utfall', by: 'bo', role: 'secretary' };
const wording = { before: 'Bifall', after: 'Avslag' };
const outcome = { before: 'approved', after: 'rejected' } as const;

describe('the corrections of a decision', () => {
  it('stand newest first', () => {
    const later = { ...said, at: '2026-03-05T08:00:00.000Z', wording };
    expect(correctionRows({ '00b': later, '00a': { ...said, wording } }).map(({ id }) => id)).toEqual(['00b', '00a']);
  });
  it('are one where wording and outcome were corrected in one stroke', () => {
    expect(correctionRows({ '00a': { ...said, wording }, '00b': { ...said, outcome } })).toEqual([
      { id: '00a', ...said, wording, outcome },
    ]);
  });
  it('are two where somebody else corrected, or for another reason', () => {
    expect(correctionRows({ '00a': { ...said, wording }, '00b': { ...said, by: 'cia', outcome } })).toHaveLength(2);
    expect(correctionRows({ '00a': { ...said, wording }, '00b': { ...said, reason: 'Skrivfel', outcome } })).toHaveLength(2);
    expect(correctionRows({ '00a': { ...said, wording }, '00b': { ...said, wording } })).toHaveLength(2);
  });
  it('are none where there are none', () => {
    expect(correctionRows(undefined)).toEqual([]);
  });
});
