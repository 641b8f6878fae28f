import type { ProgrammeDocument } from '@samverkan/contract';
import { expect, it } from 'vitest';
import { programmeTree } from './programmeTree.js';

const measure = (area: string, parent?: string) => ({
  title: area,
  area,
  groups: {},
  decisions: 0,
  ...(parent === undefined ? {} : { parent }),
});
const target = (code: string) => ({
  measure: code,
  label: 'x',
  operator: '>=' as const,
  value: 1,
  unit: 'count',
  year: 2011,
  kind: 'result' as const,
  measurements: {},
});
const programme: ProgrammeDocument = {
  id: 'p',
  title: 'Program',
  county: 'Västernorrland',
  period: { from: 2008, to: 2011 },
  adoptedBy: 'Lilla Partnerskapet',
  revisions: 0,
  areas: { '3': { title: 'Tre' }, '1': { title: 'Ett' } },
  measures: { '3.4b': measure('3', '3.4'), '3.10': measure('3'), '3.4': measure('3'), '1.1': measure('1'), '3.4a': measure('3', '3.4') },
  targets: { t1: target('3.4a'), t2: target('3.4a'), t3: target('1.1') },
  criteria: {},
  dimensions: {},
  priorities: {},
};

it('puts measures under their areas and sub-measures under their measures, in the order of their codes', () => {
  const compare = new Intl.Collator('sv', { numeric: true }).compare;
  const tree = programmeTree(programme, compare);
  expect(tree.map(({ code, measures }) => [code, measures.map((node) => [node.code, node.parts.map((part) => part.code)])])).toEqual([
    ['1', [['1.1', []]]],
    [
      '3',
      [
        ['3.4', ['3.4a', '3.4b']],
        ['3.10', []],
      ],
    ],
  ]);
  expect(tree[1]?.measures[0]?.parts.map(({ targets }) => targets)).toEqual([2, 0]);
});
