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
const latestOf = (seen?: Record<string, typeof older>): string => {
  const index = new AudienceIndex(LIST_DEFINITIONS.persons, 'partner', new Set(), (sealed) => sealed);
  index.fill([{ kind: 'person', id: 'p', version: '15', at, body, seen }]);
  return index.latest.version;
};

describe('the version of a list that is made again', () => {
  it('is that of a change of its rows, though the document that they stand for shows nothing of it', () => {
    // A new name is seen in the list, and not in the person's document, whose version for those signed in stayed the older one.
    expect(latestOf({ partner: older })).toBe('15');
  });

  it('tells nothing of what was behind closed doors', () => {
    expect(latestOf({ partner: older, [ROWS]: older })).toBe('12');
    expect(latestOf()).toBe('15');
  });
});
