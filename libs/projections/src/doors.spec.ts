import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, ourGroup, position, type World } from './given.suite.js';
import { LIST_DEFINITIONS } from './lists/lists.js';
import type { Audience, Look } from './projection.js';
import { projectionOf } from './projections.js';

// Meeting `m` runs with item `i` behind closed doors, which says `hemlig` in all its texts, and item `o` with open ones.
const before = [
  happened.measure({ measure: '1.1' }),
  ...ourGroup,
  happened.scheduled({}),
  happened.item({ item: 'o', title: 'Vägar', measures: ['1.1'] }),
  happened.convoked({ persons: ['bo'] }),
  happened.opened({}),
  happened.present({ person: 'bo' }),
];
const behind = [
  happened.doorsClosed({}),
  happened.item({ title: 'En hemlig fråga', description: 'Om det hemliga', place: 2, measures: ['1.1'] }),
  happened.takenUp({}),
  happened.proposal({ by: 'cia', wording: 'Ett hemligt yrkande' }),
  happened.decision({
    adopted: 'p',
    wording: 'Ett hemligt beslut',
    proposals: [{ proposal: 'p', by: 'cia', wording: 'Ett hemligt yrkande' }],
    measures: ['1.1'],
    at: at(31),
  }),
  happened.task({ what: 'Gör det hemliga' }),
  happened.corrected({ wording: 'Ett annat hemligt beslut' }),
  happened.responded({}),
];
const unaware = given(happened.adopted({}), happened.area({ area: '1' }), ...before);
const world = unaware.and(...behind);
const closed = world.and(happened.itemClosed({}), happened.closed({ at: at(59) }));

const OUTSIDE: readonly Audience[] = ['public', 'partner', 'group:h'];
const bodyOf = (from: World, kind: Parameters<World['seen']>[0], id: string, audience: Audience) => from.seen(kind, id, audience);

/** What a list shows an audience, by id. */
const rowsOf = (name: 'decisions' | 'meetings', from: World, audience: Audience) => {
  const list = LIST_DEFINITIONS[name];
  return Object.fromEntries(
    [...from.documents.values()].flatMap(({ kind, id, body }) => {
      const row = kind === list.of ? list.row(body as never, id, audience, () => undefined)?.row : undefined;
      return row === undefined ? [] : [[id, row]];
    }),
  );
};

describe('item behind closed doors', () => {
  it.each([
    ['public', undefined],
    ['partner', undefined],
    ['administrator', undefined],
    ['member', 'group:g'],
    ['secretariat', 'group:g'],
    ['auditor', 'group:g'],
  ] as const)('%s sees its decision as %s', (who, audience) => {
    expect(world.audience('decision', 'd', VIEWERS[who])).toBe(audience);
    const shared = who === 'public' ? 'public' : 'partner';
    for (const [kind, id] of [
      ['meeting', 'm'],
      ['group', 'g'],
      ['activity', 'g'],
    ] as const)
      expect(world.audience(kind, id, VIEWERS[who])).toBe(audience ?? shared);
    for (const kind of ['overview', 'activity', 'group-tree'] as const) expect(world.audience(kind, 'all', VIEWERS[who])).toBe(shared);
  });

  it.each(OUTSIDE)('%s no: nothing of it stands in any document', (audience) => {
    for (const { kind, id } of world.documents.values()) {
      if (kind === 'my') continue;
      const body = bodyOf(world, kind, id, audience);
      expect(JSON.stringify([body])).not.toMatch(/hemlig/i);
      if (kind !== 'decision') expect(body).toEqual(bodyOf(unaware, kind, id, audience));
      else expect(body).toBeUndefined();
    }
  });

  it('public no, also when the meeting is closed', () => {
    const without = unaware.and(happened.closed({ at: at(59) }));
    for (const { kind, id } of closed.documents.values()) {
      if (kind === 'my' || kind === 'activity') continue;
      for (const audience of OUTSIDE)
        expect(JSON.parse(JSON.stringify([bodyOf(closed, kind, id, audience)]))).toEqual(
          JSON.parse(JSON.stringify([kind === 'decision' ? undefined : bodyOf(without, kind, id, audience)])),
        );
    }
    expect(JSON.stringify(closed.seen('activity', 'all', 'public'))).not.toContain('hemlig');
  });

  it("group's members, secretariat, auditor yes", () => {
    expect(world.seen('meeting', 'm', 'group:g')).toMatchObject({
      order: ['o', 'i'],
      current: 'i',
      agenda: { i: { doors: 'closed', proposals: { p: { wording: 'Ett hemligt yrkande' } } }, o: { doors: 'open' } },
      decisions: { d: { item: 'i' } },
    });
    expect(world.seen('decision', 'd', 'group:g')).toMatchObject({ doors: 'closed', wording: 'Ett annat hemligt beslut' });
    expect(world.seen('group', 'g', 'group:g')).toMatchObject({
      figures: { decisions: 1 },
      decisions: { d: { title: 'En hemlig fråga' } },
    });
    expect(Object.values(world.seen('activity', 'g', 'group:g')?.entries ?? {}).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['MeetingOpened', 'AgendaItemTakenUp', 'ProposalMoved', 'DecisionTaken', 'TaskAssigned', 'ResponseRecorded']),
    );
  });

  it('the whole neither counts nor names it, for anybody', () => {
    for (const audience of ['partner', 'secretariat', 'auditor', 'group:g'] as const) {
      expect(world.seen('overview', 'all', audience)).toMatchObject({ decisions: 0, openTasks: 0, latestDecisions: {} });
      expect(world.seen('overview', 'all', audience)?.openMeetings['m']?.current).toBeUndefined();
      expect(world.seen('group-tree', 'all', audience)?.groups['g']?.decisions).toBe(0);
      expect(world.seen('programme', 'current', audience)?.measures['1.1']?.decisions).toBe(0);
      expect(JSON.stringify(world.seen('activity', 'all', audience))).not.toContain('hemlig');
    }
  });

  it('the tree, the programme and the overview are not even made anew by it', () => {
    for (const [kind, id] of [
      ['overview', 'all'],
      ['group-tree', 'all'],
      ['programme', 'current'],
      ['activity', 'all'],
    ] as const)
      expect(world.get(kind, id)?.version).toBe(unaware.get(kind, id)?.version);
  });

  it('a guest who is known by nothing but a proposal behind closed doors is named only to those inside', () => {
    for (const audience of OUTSIDE) expect(world.seen('directory', 'g', audience)?.persons).not.toHaveProperty('cia');
    for (const audience of ['group:g', 'secretariat', 'auditor'] as const)
      expect(world.seen('directory', 'g', audience)?.persons).toHaveProperty('cia');
    const renamed = world.and({ type: 'PersonRenamed', person: 'cia', name: 'sealed:Cia Bo', at: at(50) });
    expect(renamed.seen('directory', 'g', 'partner')?.persons).not.toHaveProperty('cia');
    expect(renamed.seen('directory', 'g', 'group:g')?.persons).toMatchObject({ cia: { name: 'Cia Bo' } });
    for (const known of [
      happened.present({ person: 'cia' }),
      happened.proposal({ item: 'o', proposal: 'q', by: 'cia' }),
      happened.doorsOpened({}),
    ])
      expect(renamed.and(known).seen('directory', 'g', 'partner')?.persons).toHaveProperty('cia');
  });

  it("a person's own task stands on their page as long as they are inside", () => {
    const mine = (viewer: (typeof VIEWERS)[keyof typeof VIEWERS], from = world) => {
      const audience = from.audience('my', 'bo', { ...viewer, person: 'bo' });
      return Object.keys((audience && from.seen('my', 'bo', audience))?.tasks ?? {});
    };
    expect(mine(VIEWERS.member)).toEqual(['t']);
    expect(mine(VIEWERS.auditor)).toEqual(['t']);
    expect(mine(VIEWERS.partner)).toEqual([]);
    const more = world.and(happened.task({ task: 'u', decision: 'e', group: 'h' }));
    expect(mine(VIEWERS.partner, more)).toEqual(['u']);
    expect(mine(VIEWERS.partner, more.and(happened.doorsOpened({})))).toEqual(['t', 'u']);
  });
});

/** Without what names a place in the log: the one of a decision, those of its corrections. */
const withoutPlaces = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null) return body;
  const entries = Object.entries(body).map(([name, value]: [string, unknown]) => {
    if (name === 'position') return [name, ''];
    if (name === 'corrections') return [name, Object.values(value as object)];
    return [name, withoutPlaces(value)];
  });
  return Object.fromEntries(entries);
};

describe('doors', () => {
  const heard = given(happened.adopted({}), happened.area({ area: '1' }), ...before, ...behind.slice(1));

  it('are closed on what was said with open ones: from then on it is as if it always had been behind them', () => {
    const shut = heard.and(happened.doorsClosed({ at: at(40) }));
    for (const { kind, id } of world.documents.values()) {
      // That somebody took part was known before the doors were closed.
      if (kind === 'directory') continue;
      for (const audience of [...OUTSIDE, 'group:g', 'secretariat'] as const) {
        const [was, is] = [bodyOf(world, kind, id, audience), bodyOf(shut, kind, id, audience)];
        if (kind === 'activity') expect(typesIn(is)).toEqual(typesIn(was));
        else expect(withoutPlaces(is)).toEqual(withoutPlaces(was));
      }
    }
  });

  it('are opened: what was behind them is then as open as all else in the meeting', () => {
    const opened = world.and(happened.doorsOpened({}));
    for (const { kind, id } of heard.documents.values()) {
      for (const audience of [...OUTSIDE, 'group:g', 'secretariat'] as const) {
        const [was, is] = [bodyOf(heard, kind, id, audience), bodyOf(opened, kind, id, audience)];
        if (kind === 'activity') expect(typesIn(is)).toEqual(typesIn(was));
        else expect(withoutPlaces(is)).toEqual(withoutPlaces(was));
      }
    }
    expect(opened.seen('meeting', 'm', 'partner')).toMatchObject({ current: 'i', agenda: { i: { doors: 'open' } } });
    expect(opened.seen('overview', 'all', 'partner')).toMatchObject({
      decisions: 1,
      openTasks: 1,
      openMeetings: { m: { current: 'En hemlig fråga' } },
    });
    expect(opened.seen('overview', 'all', 'public')).toMatchObject({ decisions: 0 });
  });

  it('are opened after the meeting: what was decided is published', () => {
    const opened = closed.and(happened.doorsOpened({}));
    expect(opened.seen('decision', 'd', 'public')).toMatchObject({ doors: 'open', responses: { lst: { stand: 'commits' } } });
    expect(opened.seen('meeting', 'm', 'public')).toMatchObject({ order: ['o', 'i'], decisions: { d: { section: 1 } } });
    expect(opened.seen('group', 'g', 'public')).toMatchObject({
      figures: { decisions: 1 },
      decisions: { d: { title: 'En hemlig fråga' } },
    });
    expect(opened.seen('overview', 'all', 'public')).toMatchObject({ decisions: 1, openTasks: 1, latestDecisions: { d: { section: 1 } } });
    expect(opened.seen('group-tree', 'all', 'public')?.groups['g']?.decisions).toBe(1);
    expect(opened.seen('programme', 'current', 'public')?.measures['1.1']?.decisions).toBe(1);
    for (const id of ['all', 'g'])
      expect(typesIn(opened.seen('activity', id, 'public'))).toEqual(
        expect.arrayContaining(['AgendaItemTakenUp', 'DecisionTaken', 'TaskAssigned']),
      );
    expect(rowsOf('decisions', opened, 'public')).toHaveProperty('d');
  });

  it('with none closed, everybody signed in shares a room', () => {
    const opened = world.and(happened.doorsOpened({}));
    for (const [kind, id] of [
      ['meeting', 'm'],
      ['decision', 'd'],
      ['group', 'g'],
      ['activity', 'g'],
    ] as const)
      for (const who of ['partner', 'member', 'secretariat', 'auditor'] as const)
        expect(opened.audience(kind, id, VIEWERS[who])).toBe('partner');
  });
});

const typesIn = (body: unknown): readonly string[] =>
  Object.values((body as { entries?: Record<string, { type: string }> } | undefined)?.entries ?? {}).map(({ type }) => type);

describe('lists', () => {
  const group = world.whole('group', 'g');
  const inG = new Set(['g']);

  it('rows behind closed doors are in the lists of those who are inside their group', () => {
    for (const audience of ['groups:f,g', 'secretariat'] as const) {
      expect(rowsOf('decisions', world, audience)).toHaveProperty('d');
      expect(rowsOf('meetings', world, audience)).toMatchObject({ m: { items: 2, decisions: 1 } });
    }
    for (const audience of ['public', 'partner', 'groups:f'] as const) {
      expect(rowsOf('decisions', world, audience)).toEqual({});
      expect(rowsOf('decisions', closed, audience)).toEqual({});
      expect(rowsOf('meetings', world, audience)).toEqual(rowsOf('meetings', unaware, audience));
    }
  });

  it.each(['decisions', 'meetings'] as const)(
    'whoever is inside where there is something behind closed doors has an audience of the %s of their own',
    (name) => {
      const { audience, isBehind } = LIST_DEFINITIONS[name];
      expect(isBehind?.(group)).toBe(true);
      expect(isBehind?.(unaware.whole('group', 'g'))).toBe(false);
      expect(isBehind?.(world.and(happened.doorsOpened({})).whole('group', 'g'))).toBe(false);
      expect(audience(VIEWERS.member, inG)).toBe('groups:g');
      expect(audience({ ...VIEWERS.member, groups: new Set(['h', 'g', 'f']) }, new Set(['g', 'f']))).toBe('groups:f,g');
      expect(audience(VIEWERS.member, new Set(['h']))).toBe('partner');
      expect(audience(VIEWERS.partner, inG)).toBe('partner');
      expect(audience(VIEWERS.public, inG)).toBe('public');
      for (const who of ['secretariat', 'auditor'] as const) {
        expect(audience(VIEWERS[who], inG)).toBe('secretariat');
        expect(audience(VIEWERS[who], new Set())).toBe('partner');
      }
    },
  );

  it('there are none of organisations and persons', () => {
    for (const name of ['organisations', 'persons'] as const) {
      expect(LIST_DEFINITIONS[name].isBehind).toBeUndefined();
      expect(LIST_DEFINITIONS[name].audience(VIEWERS.secretariat, inG)).toBe('partner');
    }
  });
});

describe('versions', () => {
  it('what happens behind closed doors is told to be seen inside only', () => {
    let now = unaware;
    for (const event of behind) {
      const next = now.and(event);
      for (const { kind, id, body } of next.documents.values()) {
        const was = now.get(kind, id)?.body;
        if (was === body || kind === 'my') continue;
        const recorded = { position: position(next.length), time: at(0), event, actor: { account: 'asa', role: 'chair' } };
        const look: Look = { get: (of, one) => next.get(of, one)?.body as never };
        const quiet = projectionOf(kind).quiet?.(was, body, recorded, look, id) ?? [];
        expect([kind, quiet.includes('public'), quiet.includes('partner')]).toEqual([kind, true, true]);
      }
      now = next;
    }
  });
});
