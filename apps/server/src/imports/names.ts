import { namesLike, type Named } from '@samverkan/contract';
import { START, type EventLog } from '@samverkan/event-store';
import { fault, type ImportFault } from './faults.js';
import type { ImportName } from './import-names.js';

/** The names that there are of what a kind of file brings in. */
export type NamesOf = (what: ImportName) => Promise<readonly Named[]>;

/** A row that names something. */
export type NamedRow = Named & { readonly at: string };

/** So many are told; a file in which more are alike is looked at as a whole. */
const TOLD = 200;

/** Persons are not among them: namesakes there are, and who is who is told by more than the name. */
const NAMED_BY = {
  organisations: {
    key: 'organisation',
    names: ['OrganisationRegistered', 'OrganisationRenamed'],
    ends: ['OrganisationMerged', 'OrganisationClosed'],
  },
  groups: { key: 'group', names: ['GroupFormed', 'GroupRenamed'], ends: ['GroupDissolved'] },
} as const;

/** Names as they stand in a log, read from its beginning: where there are no documents, and as it was when the file came. */
export function namesIn(log: EventLog): NamesOf {
  return async (what) => {
    if (what !== 'organisations' && what !== 'groups') return [];
    const { key, names, ends } = NAMED_BY[what];
    const found = new Map<string, string>();
    for await (const page of log.readAll(START)) {
      for (const { type, data } of page) {
        const { [key]: id, name } = data;
        if (typeof id !== 'string') continue;
        if (typeof name === 'string' && names.some((each) => each === type)) found.set(id, name);
        if (ends.some((each) => each === type)) found.delete(id);
      }
    }
    return [...found].map(([id, name]) => ({ id, name }));
  };
}

/** Rows whose name is new, and like another one that there is or that stands further up in the file. They go in all the same. */
export function likeOthers(rows: readonly NamedRow[], there: readonly Named[]): readonly ImportFault[] {
  const before = new Map(there.map(({ id, name }) => [id, name]));
  const order = new Map(rows.map(({ id }, index) => [id, index]));
  const others = [...rows.map(({ id, name }) => ({ id, name })), ...there.filter(({ id }) => !order.has(id))];
  const like = namesLike(others);
  return rows
    .filter(({ id, name }) => before.get(id) !== name)
    .flatMap(({ at, id, name }) => {
      const [first] = like(name).filter((other) => other.id !== id && (order.get(other.id) ?? -1) < (order.get(id) ?? 0));
      if (first === undefined) return [];
      return [
        fault(at, 'name', `name/${first.likeness}`, `${SENTENCES[first.likeness]} ${first.id}.`, { other: first.name, id: first.id }),
      ];
    })
    .slice(0, TOLD);
}

const SENTENCES = {
  same: 'This is the name of',
  'looks-alike': 'This looks like the name of',
  'but-for-marks': 'But for dots and accents this is the name of',
} as const;
