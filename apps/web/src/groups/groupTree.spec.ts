import { describe, expect, it } from 'vitest';
import { groupForest, matches, pruned, sizeOf, type TreeGroup } from './groupTree.js';

const group = (kind: TreeGroup['kind'], name: string, reportsTo?: string, measures: readonly string[] = []): TreeGroup => ({
  kind,
  name,
  mandate: `Uppdrag för ${name}`,
  measures: Object.fromEntries(measures.map((code) => [code, true as const])),
  links: reportsTo === undefined ? {} : { [`reports-to:${reportsTo}`]: { relation: 'reports-to', group: reportsTo } },
  seats: 0,
  ordinary: 0,
  substitutes: 0,
  meetings: 0,
  decisions: 0,
});
const compare = (a: string, b: string): number => a.localeCompare(b, 'sv', { numeric: true });
const groups = {
  forum: group('consultation', 'Forum'),
  w12: group('working', 'RTP-grupp 1.2', 'area', ['1.2']),
  w11: group('working', 'RTP-grupp 1.1', 'area', ['1.1']),
  area: group('area', 'Område 1', 'lilla'),
  lilla: group('steering', 'Lilla Partnerskapet'),
};

describe('the tree of groups', () => {
  it('places each group under the one that it reports to, and the others beside', () => {
    const { line, beside } = groupForest(groups, compare);
    expect(line.map(({ id }) => id)).toEqual(['lilla']);
    expect(line[0]?.children[0]?.children.map(({ id }) => id)).toEqual(['w11', 'w12']);
    expect(beside.map(({ id }) => id)).toEqual(['forum']);
  });

  it('leaves no group out, even when two report to each other', () => {
    const circle = { ...groups, a: group('local', 'A', 'b'), b: group('local', 'B', 'a') };
    const { line, beside } = groupForest(circle, compare);
    expect(sizeOf(line) + sizeOf(beside)).toBe(Object.keys(circle).length);
  });

  it('keeps the way down to what a filter finds', () => {
    const { line } = groupForest(groups, compare);
    const found = pruned(line, { measure: '1.2' });
    expect(sizeOf(found)).toBe(3);
    expect(found[0]?.children[0]?.children.map(({ id }) => id)).toEqual(['w12']);
    expect(pruned(line, { words: 'finns ej' })).toEqual([]);
  });

  it('finds words in any order and letter case', () => {
    expect(matches(groups.w11, { words: '1.1 UPPDRAG' })).toBe(true);
    expect(matches(groups.w11, { words: 'forum' })).toBe(false);
    expect(matches(groups.w11, {})).toBe(true);
  });
});
