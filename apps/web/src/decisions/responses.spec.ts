import { expect, it } from 'vitest';
import { responseRows, standCounts } from './responses.js';

const at = '2008-03-01T09:00:00.000Z';
const rows = responseRows(
  {
    lst: { stand: 'not-yet', conditions: '', at },
    skogs: { stand: 'commits', conditions: '', at },
    lt: { stand: 'commits', conditions: '', reference: 'LS § 42', at },
    kfors: { stand: 'commits-on-conditions', conditions: 'Om alla bidrar.', at },
  },
  (id) => ({ lst: 'Länsstyrelsen', skogs: 'Skogsstyrelsen', lt: 'Landstinget', kfors: 'Kramfors kommun' })[id] ?? id,
  (a, b) => a.localeCompare(b, 'sv'),
);

it('shows those who are in first', () => {
  expect(rows.map(({ name }) => name)).toEqual(['Landstinget', 'Skogsstyrelsen', 'Kramfors kommun', 'Länsstyrelsen']);
  expect(rows[0]).toMatchObject({ organisation: 'lt', reference: 'LS § 42' });
});

it('counts at a glance who is in', () => {
  expect(standCounts(rows)).toEqual([
    { stand: 'commits', count: 2 },
    { stand: 'commits-on-conditions', count: 1 },
    { stand: 'not-yet', count: 1 },
  ]);
  expect(standCounts([])).toEqual([]);
});
