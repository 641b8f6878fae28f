import { LIST_DEFINITIONS, type PersonWhole } from '@samverkan/projections';
import { describe, expect, it } from 'vitest';
import { ROWS } from './document-cache.js';
import { AudienceIndex } from './list-sight.js';

const at = '2026-11-23T10:00:00.000Z';
const body: PersonWhole = {
  invented: true,
  closed: false,
  appointments: {},
  offices: {},
  sealed: { name: 'Anna', gender: 'woman' },
  heldOffice: {},
  tookPart: {},
};
const older = { version: '12', at };
const latestOf = async (seen?: Record<string, typeof older>): Promise<string> => {
  const index = new AudienceIndex(LIST_DEFINITIONS.persons, 'partner', new Set(), (sealed) => sealed);
  await index.fill([{ kind: 'person', id: 'p', version: '15', at, body, seen }]);
  return index.latest.version;
};

describe('the version of a list that is made again', () => {
  it('is that of a change of its rows, though the document that they stand for shows nothing of it', async () => {
    // A new name is seen in the list, and not in the person's document, whose version for those signed in stayed the older one.
    expect(await latestOf({ partner: older })).toBe('15');
  });

  it('tells nothing of what was behind closed doors', async () => {
    expect(await latestOf({ partner: older, [ROWS.partner]: older })).toBe('12');
    expect(await latestOf()).toBe('15');
  });
});

describe('a list that is made', () => {
  const count = 20_000;
  const documents = Array.from({ length: count }, (_, n) => ({
    kind: 'person',
    id: `p-${String(n)}`,
    version: '15',
    at,
    body,
    seen: undefined,
  }));

  it('leaves others their turn, and knows what changes meanwhile better', async () => {
    const index = new AudienceIndex(LIST_DEFINITIONS.persons, 'partner', new Set(), (sealed) => sealed);
    const filling = index.fill(documents);
    let turns = 0;
    const look = (): void => {
      turns += 1;
      const changed = { ...body, sealed: { name: `Ändrad ${String(turns)}`, gender: 'woman' } };
      const id = `p-${String(turns === 1 ? 0 : count - 1)}`;
      if (turns <= 2) index.change({ kind: 'person', id, before: body, steps: [{ version: '16', at, body: changed }] });
      if (turns < 1e6) setImmediate(look);
    };
    setImmediate(look);
    await filling;
    const seen = turns;
    turns = 1e9;
    expect(seen).toBeGreaterThan(1);
    const names = index.rows.rows.map(({ row }) => row.name);
    expect(names).toHaveLength(count);
    expect(names.filter((name) => name?.startsWith('Ändrad')).toSorted()).toEqual(['Ändrad 1', 'Ändrad 2']);
    expect(index.latest.version).toBe('16');
  });
});
