import type { Ref } from '@samverkan/contract';
import { may, maySee, type Holder } from './oracle.suite.js';
import { markersIn, type Decision, type World } from './world.suite.js';

// What must stand in a document for somebody: nothing that they may see is missing.

const AGENDA_TOLD = new Set(['closed']);

/** Texts that a document is made of, whoever looks; those that somebody may see must be in what they see. Where a document keeps only the newest, nothing is said. */
function texts(world: World, { kind, id }: Ref): readonly (string | undefined)[] {
  switch (kind) {
    case 'meeting': {
      const { title, place, message } = world.meetings.get(id) ?? {};
      const items = [...world.items].filter(([, one]) => one.meeting === id && one.added);
      const proposals = [...world.proposals].filter(([, { item }]) => world.items.get(item)?.meeting === id);
      const decisions = [...world.decisions].filter(([, one]) => one.meeting === id);
      return [
        title,
        place,
        message,
        ...items.flatMap(([item, one]) => [item, one.title, one.description]),
        ...proposals.flatMap(([proposal, one]) => [proposal, one.wording]),
        ...decisions.map(([decision]) => decision),
      ];
    }
    case 'decision': {
      const found = world.decisions.get(id);
      const item = world.items.get(found?.item ?? '');
      const tasks = [...world.tasks].filter(([, one]) => one.decision === id);
      return [found?.wording, ...(found?.texts ?? []), item?.title, item?.description, ...tasks.flatMap(([task, one]) => [task, one.what])];
    }
    case 'group': {
      const decisions = [...world.decisions].filter(([, { group }]) => group === id);
      const meetings = [...world.meetings.values()].filter(({ group }) => group === id);
      return [world.groups.get(id)?.name, ...decisions.map(([decision]) => decision), ...meetings.map(({ title }) => title)];
    }
    case 'directory':
      return [...world.persons.values()].flatMap(({ name, email, phone }) => [name, email, phone]);
    case 'person':
      return [world.persons.get(id)?.municipality];
    case 'my':
      return [...world.tasks.values()].filter(({ person, done }) => person === id && !done).map(({ what }) => what);
    case 'organisation':
      return [world.organisations.get(id)];
    case 'authorities':
      return [...world.authorities.keys()];
    case 'accounts':
      return [...world.accounts.keys()];
    case 'group-tree':
      return [...world.groups.values()].map(({ name }) => name);
    default:
      return [];
  }
}

/** Markers that somebody may see in a document and that are not in what they see of it. */
export function missing(world: World, who: Holder, ref: Ref, body: unknown): readonly string[] {
  const there = new Set(markersIn(JSON.stringify(body)));
  return texts(world, ref)
    .flatMap((text) => markersIn(text ?? ''))
    .filter((marker) => !there.has(marker) && may(world, who, marker, ref) && isToldHere(world, who, marker, ref));
}

/**
 * The public is told of a closed meeting its items' titles and decisions; its proposals and who was called are for those signed in. Contact data
 * stands with the name.
 */
function isToldHere(world: World, who: Holder, marker: string, ref: Ref): boolean {
  const { kind, id } = ref;
  const fact = world.facts.get(marker);
  if (fact?.of === 'contact') {
    const [name] = markersIn(world.persons.get(fact.person)?.name ?? '');
    return name !== undefined && may(world, who, name, ref);
  }
  // A decision that is named elsewhere before it is published stands in no list yet.
  if (fact?.of === 'decision' && !maySee.decision(world, who, fact.decision, ref)) return false;
  if (who.account !== undefined || kind !== 'meeting') return true;
  const what = fact?.of;
  if (what === 'item' || what === 'decision') return AGENDA_TOLD.has(world.meetings.get(id)?.state ?? '');
  return what === 'everybody';
}

interface Figures {
  readonly decisions?: number;
  readonly openTasks?: number;
  readonly total?: number;
  readonly order?: readonly string[];
  readonly groups?: Readonly<Record<string, { readonly decisions: number }>>;
  readonly measures?: Readonly<Record<string, { readonly decisions: number }>>;
}

/** Figures that count what somebody may not see, or do not count what they may. */
export function miscounted(world: World, who: Holder, ref: Ref, seen: unknown): readonly string[] {
  const body = seen as Figures;
  const counts = (fits: (decision: Decision, id: string) => boolean): number =>
    [...world.decisions].filter(([id, one]) => maySee.decision(world, who, id, ref) && fits(one, id)).length;
  const wrong = (what: string, is: unknown, ought: unknown): readonly string[] =>
    is === ought ? [] : [`${what} is ${String(is)} and ought to be ${String(ought)}`];
  switch (ref.kind) {
    case 'overview': {
      const open = [...world.tasks.values()].filter(({ decision, done }) => !done && maySee.decision(world, who, decision, ref)).length;
      return [
        ...wrong(
          'decisions',
          body.decisions,
          counts(() => true),
        ),
        ...wrong('openTasks', body.openTasks, open),
      ];
    }
    case 'programme':
      return wrong(
        'decisions',
        body.measures?.['1.1']?.decisions,
        counts(() => true),
      );
    case 'group-tree':
      return Object.entries(body.groups ?? {}).flatMap(([id, { decisions }]) =>
        wrong(
          id,
          decisions,
          counts(({ group }) => group === id),
        ),
      );
    case 'meeting': {
      const told = who.account !== undefined || AGENDA_TOLD.has(world.meetings.get(ref.id)?.state ?? '');
      const items = [...world.items].filter(
        ([item, one]) => told && one.added && one.meeting === ref.id && maySee.item(world, who, item, ref),
      );
      return wrong(
        'items',
        [...(body.order ?? [])].sort().join(),
        items
          .map(([item]) => item)
          .sort()
          .join(),
      );
    }
    case 'list/decisions': {
      const word = /(?:^|&)q=(mk\d+x)/u.exec(ref.id)?.[1];
      const of = /(?:^|&)group=(\w+)/u.exec(ref.id)?.[1];
      const found = ({ wording, item, group }: Decision): boolean =>
        (of === undefined || group === of) && (word === undefined || wording === word || world.items.get(item)?.title === word);
      return wrong('total', body.total, counts(found));
    }
    default:
      return [];
  }
}
