import {
  DecisionsQuery,
  LISTS,
  MeetingsQuery,
  OrganisationsQuery,
  PersonsQuery,
  type ListName,
  type ListQueryInput,
} from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { at, decidedMeeting, given, happened, opening, ourGroup } from '../given.suite.js';
import type { Audience } from '../projection.js';
import type { Wholes } from '../wholes.js';
import { answer, createListIndex, matches } from './answer.js';
import { beginning, folded, inSwedish, type List } from './list.js';
import { LIST_DEFINITIONS } from './lists.js';

type World = ReturnType<typeof given>;

/** The list's index as an audience has it, from all documents there are. */
function indexOf<L extends ListName>(
  name: L,
  world: World,
  audience: Audience,
  erased?: ReadonlySet<string>,
  damaged?: ReadonlySet<string>,
) {
  // One list's entries fit its own index.
  const list = LIST_DEFINITIONS[name] as unknown as List<L>;
  const index = createListIndex(list);
  for (const { kind, id, body } of world.documents.values())
    if (kind === list.of) index.set(id, list.row(body as Wholes[typeof list.of], id, audience, opening(erased, damaged)));
  return {
    index,
    ask: (query: ListQueryInput<L> = {} as ListQueryInput<L>) => {
      const body = answer(list, index.rows, LISTS[name].query.parse(query) as never);
      for (const row of Object.values(body.rows)) expect(LISTS[name].row.parse(row)).toEqual(row);
      return body;
    },
  };
}

const decided = given(
  ...decidedMeeting,
  happened.corrected({}),
  happened.closed({}),
  happened.scheduled({ meeting: 'n', title: 'Junimöte', startsAt: '2026-06-01T08:00:00.000Z', endsAt: '2026-06-01T09:00:00.000Z' }),
  happened.item({ meeting: 'n', item: 'j', title: 'Idé om broar' }),
  happened.opened({ meeting: 'n' }),
  happened.decision({
    meeting: 'n',
    item: 'j',
    decision: 'e',
    section: 2,
    outcome: 'tabled',
    wording: 'Bordlagt till hösten.',
    measures: ['1.1'],
    at: at(90),
  }),
);

describe('the register of decisions', () => {
  it('newest first, with how many there are by group, year, measure, outcome and state', () => {
    expect(indexOf('decisions', decided, 'partner').ask()).toMatchObject({
      order: ['e', 'd'],
      total: 2,
      facets: {
        group: { g: 2 },
        year: { 2026: 2 },
        measure: { '1.1': 1 },
        outcome: { approved: 1, tabled: 1 },
        state: { corrected: 1, standing: 1 },
      },
    });
  });

  it('to the public: those that are published', () => {
    expect(indexOf('decisions', decided, 'public').ask()).toMatchObject({ order: ['d'], total: 1 });
  });

  it.each([
    [{ outcome: 'tabled' }, ['e']],
    [{ state: 'corrected' }, ['d']],
    [{ measure: '1.1' }, ['e']],
    [{ year: 2026, group: 'g' }, ['e', 'd']],
    [{ year: 2025 }, []],
    [{ group: 'h' }, []],
    [{ q: 'hosten' }, []],
    [{ q: 'HÖSTEN bordlagt' }, ['e']],
    [{ q: 'ide' }, ['e']],
    [{ q: '§ 2' }, ['e']],
    [{ q: '§2' }, ['e']],
    [{ q: '§' }, ['e', 'd']],
    [{ q: '1/2026' }, ['d']],
    [{ q: '   ' }, ['e', 'd']],
  ] as const)('finds by %o', (query, order) => {
    expect(indexOf('decisions', decided, 'partner').ask(query).order).toEqual(order);
  });

  it.each([
    [[], 'corrected'],
    [[happened.executed({})], 'executed'],
    [[happened.executed({}), happened.superseded({ by: 'e' })], 'superseded'],
  ] as const)('says what has become of a decision', (events, state) => {
    expect(indexOf('decisions', decided.and(...events), 'public').ask().rows['d']?.state).toBe(state);
  });
});

describe('the list of meetings', () => {
  it('the latest first, or the soonest', () => {
    const { ask } = indexOf('meetings', decided, 'partner');
    expect(ask().order).toEqual(['n', 'm']);
    expect(ask({ order: 'upcoming' }).order).toEqual(['m', 'n']);
    expect(ask({ state: 'open' })).toMatchObject({ order: ['n'], rows: { n: { items: 1, decisions: 1 } }, facets: { state: { open: 1 } } });
    expect(ask({ q: 'juni' }).order).toEqual(['n']);
  });

  it('to the public a running meeting is scheduled, with nothing of what is in it', () => {
    const { ask } = indexOf('meetings', decided, 'public');
    expect(ask({ state: 'open' }).total).toBe(0);
    expect(ask({ state: 'scheduled' }).rows).toMatchObject({ n: { state: 'scheduled', items: 0, decisions: 0 } });
    expect(ask({ state: 'closed' }).rows).toMatchObject({ m: { state: 'closed', items: 1, decisions: 1 } });
  });
});

describe('the list of organisations', () => {
  const world = given(
    ...ourGroup,
    ...['Östersund', 'Ådalen', 'Ånge', 'Ärlig', 'Zeta', 'Alfa'].map((name, n) =>
      happened.organisation({ organisation: `o${n}`, name, sector: 'municipal', municipality: 'Härnösand' }),
    ),
    happened.person({ person: 'dan', organisation: 'lst' }),
    { type: 'OrganisationRenamed', organisation: 'o4', name: 'Zenit', at: at(5) },
    { type: 'OrganisationClosed', organisation: 'o5', reason: 'Upphörd', at: at(5) },
  );
  const { ask } = indexOf('organisations', world, 'partner');

  it('by name in Swedish order, without those closed or merged', () => {
    const { rows, order } = ask();
    expect(order.map((id) => rows[id]?.name)).toEqual(['Länsstyrelsen', 'Zenit', 'Ådalen', 'Ånge', 'Ärlig', 'Östersund']);
  });

  it('found by name, former name, municipality and sector', () => {
    expect(ask({ q: 'zeta' }).order).toEqual(['o4']);
    expect(ask({ q: 'härnösand' }).total).toBe(5);
    expect(ask({ sector: 'state' })).toMatchObject({ order: ['lst'], facets: { sector: { state: 1 } } });
  });

  it("the public's number of persons is of those it may know of", () => {
    expect(ask().rows['lst']?.persons).toBe(2);
    expect(indexOf('organisations', world, 'public').ask().rows['lst']).toMatchObject({ persons: 1, seats: 1 });
  });
});

describe('the list of persons', () => {
  const world = given(...ourGroup, happened.person({ person: 'ake', name: 'sealed:Åke Öst', email: 'sealed:ake@example.org' }), {
    type: 'PersonClosed',
    person: 'cia',
    at: at(9),
  }).and(happened.person({ person: 'dan', name: 'sealed:Dan By', organisation: 'lst' }));

  it('by name in Swedish order, without those merged or closed; erased last', () => {
    expect(indexOf('persons', world, 'partner').ask().order).toEqual(['bo', 'dan', 'ake']);
    const erased = indexOf('persons', world, 'partner', new Set(['sealed:Bo Ek'])).ask();
    expect(erased.order).toEqual(['dan', 'ake', 'bo']);
    expect(erased.rows['bo']).toEqual({ erased: true, invented: true, groups: { g: true } });
  });

  it('one whose name cannot be opened stands last without it, and keeps nobody from the list', () => {
    const { order, rows } = indexOf('persons', world, 'partner', undefined, new Set(['sealed:Bo Ek'])).ask();
    expect(order).toEqual(['dan', 'ake', 'bo']);
    expect(rows['bo']).toMatchObject({ unreadable: true, organisation: 'lst' });
    expect(rows['bo']).not.toHaveProperty('name');
  });

  it('found by group and organisation', () => {
    const { ask } = indexOf('persons', world, 'partner');
    expect(ask({ group: 'g' }).order).toEqual(['bo']);
    expect(ask({ organisation: 'lst' })).toMatchObject({ order: ['bo', 'dan'], facets: { organisation: { lst: 2 }, group: { g: 1 } } });
  });

  it('names are searched only in the rows that the audience may see', () => {
    expect(indexOf('persons', world, 'partner').ask({ q: 'dan' }).total).toBe(1);
    expect(indexOf('persons', world, 'public').ask({ q: 'dan' })).toMatchObject({ total: 0, facets: { organisation: {} } });
    expect(indexOf('persons', world, 'public').ask().order).toEqual(['bo']);
    expect(indexOf('persons', world, 'partner', new Set(['sealed:Dan By'])).ask({ q: 'dan' }).total).toBe(0);
  });

  it('contact data is not searched, and no cursor tells a name', () => {
    const { ask } = indexOf('persons', world, 'partner');
    expect(ask({ q: 'example' }).total).toBe(0);
    expect(ask({ limit: 1 }).next).not.toContain('Bo');
  });
});

describe('paging', () => {
  const meetings = (count: number) =>
    Array.from({ length: count }, (_, n) => happened.scheduled({ meeting: `m${n}`, startsAt: at(100 + n), endsAt: at(101 + n) }));
  const pages = (
    ask: (query: { limit: number; cursor?: string; order?: 'upcoming' | 'latest' }) => { order: readonly string[]; next?: string },
    order: 'upcoming' | 'latest',
  ) => {
    const seen: string[][] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = ask({ limit: 4, order, ...(cursor === undefined ? {} : { cursor }) });
      seen.push([...page.order]);
      cursor = page.next;
      more = cursor !== undefined;
    }
    return seen;
  };

  it.each(['latest', 'upcoming'] as const)('shows every row once, %s', (order) => {
    const { ask } = indexOf('meetings', given(...ourGroup, ...meetings(10)), 'partner');
    const all = Array.from({ length: 10 }, (_, n) => `m${n}`);
    expect(pages(ask, order).flat()).toEqual(order === 'latest' ? all.toReversed() : all);
    expect(pages(ask, order).map(({ length }) => length)).toEqual([4, 4, 2]);
  });

  it('a full last page has no next', () => {
    expect(pages(indexOf('meetings', given(...ourGroup, ...meetings(8)), 'partner').ask, 'latest').map(({ length }) => length)).toEqual([
      4, 4,
    ]);
  });

  it('stays in its place when rows come in between, and when its own row moves', () => {
    const world = given(...ourGroup, ...meetings(10));
    const first = indexOf('meetings', world, 'partner').ask({ limit: 3 });
    const later = world.and(
      happened.scheduled({ meeting: 'new', startsAt: at(500), endsAt: at(501) }),
      happened.rescheduled({ meeting: 'm7', startsAt: at(600), endsAt: at(601) }),
    );
    const { next } = first;
    expect(first.order).toEqual(['m9', 'm8', 'm7']);
    expect(indexOf('meetings', later, 'partner').ask({ limit: 3, ...(next === undefined ? {} : { cursor: next }) }).order).toEqual([
      'm6',
      'm5',
      'm4',
    ]);
  });

  it('goes on after as many rows when the row of a name is gone', () => {
    const world = given(
      ...ourGroup,
      ...['Ann', 'Eva', 'Ida', 'Ulf'].map((name) => happened.person({ person: name.toLowerCase(), name: `sealed:${name}` })),
    );
    const { next = '' } = indexOf('persons', world, 'partner').ask({ limit: 3 });
    const gone = world.and({ type: 'PersonClosed', person: 'cia', at: at(9) });
    expect(indexOf('persons', world, 'partner').ask({ limit: 3, cursor: next }).order).toEqual(['eva', 'ida', 'ulf']);
    expect(indexOf('persons', gone, 'partner').ask({ limit: 3, cursor: next }).order).toEqual(['ida', 'ulf']);
  });

  it.each(['', 'x', '1', 'a~b', '~~~', '9999999999~m1'])('a cursor that cannot be read gives an empty last page: %j', (cursor) => {
    const body = indexOf('meetings', given(...ourGroup, ...meetings(3)), 'partner').ask({ cursor });
    expect(body).toMatchObject({ order: [], total: 3 });
    expect(body.next).toBeUndefined();
  });
});

describe('an index', () => {
  it('is the same whether rows come at once or change one by one', () => {
    const before = given(...ourGroup, happened.scheduled({}), happened.scheduled({ meeting: 'n', startsAt: at(70), endsAt: at(80) }));
    const after = before.and(happened.rescheduled({ startsAt: at(75), endsAt: at(76) }), happened.opened({ meeting: 'n' }));
    const { index } = indexOf('meetings', before, 'partner');
    const list = LIST_DEFINITIONS.meetings;
    for (const id of ['m', 'n']) index.set(id, list.row(after.whole('meeting', id), id, 'partner', opening()));
    expect(index.rows).toEqual(indexOf('meetings', after, 'partner').index.rows);
    index.set('m', undefined);
    index.set('m', undefined);
    expect(index.rows.map(({ id }) => id)).toEqual(['n']);
  });

  it('tells whether a row answers a query', () => {
    const row = LIST_DEFINITIONS.decisions.row(decided.whole('decision', 'd'), 'd', 'public', opening());
    expect(row && matches(row, DecisionsQuery.parse({ q: 'vägar' }))).toBe(true);
    expect(row && matches(row, DecisionsQuery.parse({ year: 1999 }))).toBe(false);
  });

  // In milliseconds it is about 4; beside a bare look through the same texts it can be judged on a busy machine too (6 to 7 times).
  it('answers from 10,000 rows in the time of a few looks through their texts', () => {
    const index = createListIndex(LIST_DEFINITIONS.decisions);
    const whole = decided.whole('decision', 'd');
    const texts: string[] = [];
    for (let n = 0; n < 10_000; n++) {
      const one = { ...whole, at: at(n), section: n, title: `Ärende ${n}`, wording: `${'Vägen byggs. '.repeat(20)}${n}` };
      texts.push(folded(`${one.title} ${one.wording}`));
      index.set(`d${n}`, LIST_DEFINITIONS.decisions.row(one, `d${n}`, 'partner', opening()));
    }
    const query = DecisionsQuery.parse({ q: 'vägen 99', year: 2026, limit: 25 });
    const best = (work: () => unknown): number =>
      Math.min(
        ...Array.from({ length: 15 }, () => {
          const start = performance.now();
          work();
          return performance.now() - start;
        }),
      );
    const bare = best(() => texts.filter((text) => text.includes('vägen') && text.includes('99')));
    const ours = best(() => answer(LIST_DEFINITIONS.decisions, index.rows, query));
    expect(ours / bare).toBeLessThan(20);
  });
});

describe('text', () => {
  it.each([
    ['Örnsköldsvik', 'örnsköldsvik'],
    ['Idé à la Müller', 'ide a la muller'],
    ['A\u030adalen', 'ådalen'],
    ['Ǟ', 'ä'],
  ])('%s is searched as %s', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it('is ordered as in Swedish, numbers by value, and the erased last', () => {
    const names = ['ö', 'ä', 'å', 'z', 'Grupp 10', 'Grupp 2', '\uffff', 'é', 'f'];
    expect(names.toSorted(inSwedish)).toEqual(['é', 'f', 'Grupp 2', 'Grupp 10', 'z', 'å', 'ä', 'ö', '\uffff']);
  });

  it('is not cut within a character', () => {
    expect(beginning('ab😀c', 3)).toBe('ab');
    expect(beginning('ab😀c', 4)).toBe('ab😀');
    expect(beginning('ab', 3)).toBe('ab');
  });
});

it('every query there is asks for classes that its list counts', () => {
  const paging = new Set(['limit', 'cursor', 'order', 'q']);
  const queries = { decisions: DecisionsQuery, meetings: MeetingsQuery, organisations: OrganisationsQuery, persons: PersonsQuery };
  for (const [name, query] of Object.entries(queries) as [ListName, typeof DecisionsQuery][])
    expect(LIST_DEFINITIONS[name].classes.toSorted()).toEqual(
      Object.keys(query.shape)
        .filter((key) => !paging.has(key))
        .toSorted(),
    );
});
