import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GroupKind } from '@samverkan/domain';
import { groupImport } from '../groups/groups.import.js';
import { organisationImport } from '../organisations/organisations.import.js';
import { readCsv } from '../imports/rows.js';
import type { DemoGroup } from './composition.js';

const PROGRAMME = fileURLToPath(new URL('../../programme/vasternorrland/', import.meta.url));

/** A group of the programme's file, and the row as it stands there. */
export interface FiledGroup extends DemoGroup {
  readonly row: Readonly<Record<string, unknown>> & { readonly seats: readonly string[] };
}

/** More than half, where the file says nothing. */
const USUAL_QUORUM = 50;

const list = (value: unknown): readonly string[] => (typeof value === 'string' ? value.split('|').map((one) => one.trim()) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The groups and organisations that the project brings along. */
export function readDemoGroups(): { readonly groups: readonly FiledGroup[]; readonly organisations: readonly string[] } {
  const read = (name: string, columns: readonly string[]) =>
    readCsv(readFileSync(`${PROGRAMME}${name}`, 'utf8'), columns).rows.map(({ fields }) => fields);
  const groups = read('groups.csv', groupImport.columns).map((fields): FiledGroup => {
    const { municipality } = fields;
    return {
      id: text(fields['id']),
      // The same file has just been imported: its kinds are kinds.
      kind: text(fields['kind']) as GroupKind,
      name: text(fields['name']),
      measures: list(fields['measures']),
      // As the import reads it.
      quorumPercent: Number(text(fields['quorumPercent']) || USUAL_QUORUM),
      owners: list(fields['seats']),
      ...(typeof municipality === 'string' ? { municipality } : {}),
      row: { ...fields, seats: list(fields['seats']) },
    };
  });
  return { groups, organisations: read('organisations.csv', organisationImport.columns).map((fields) => text(fields['id'])) };
}
