import type { CommandAnswer, DecisionDocument, DocumentBody, DocumentKind, Identity } from '@samverkan/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Documents } from '../platform/documents/documents.js';
import { atOnce } from '../platform/shares/turns.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
let now: string;
let sent = 0;
const secretariat: Identity = { account: 'secretariat', person: 'spec-secretariat' };
const OCCASION = { title: 'Möte', place: 'Sundsvall', startsAt: '2031-03-01T09:00:00Z', endsAt: '2031-03-01T12:00:00Z' };

beforeAll(async () => {
  now = '2031-03-01T09:00:00.000Z';
  server = await startServer({ clock: () => now });
});
afterAll(() => server.close());

/** Gives a command under an id of its own, or under one that was used before. */
async function give(who: Identity, path: string, body: object = {}, id = `taken-ids-${(sent += 1)}`): Promise<CommandAnswer> {
  const [context = '', target = '', command = ''] = path.split('/');
  return server.commands.execute({ identity: who }, { id, context, target, command, body: body as never });
}
async function must(who: Identity, path: string, body: object = {}): Promise<void> {
  expect(await give(who, path, body)).toEqual({ done: expect.anything() as unknown });
}
const codeOf = (answer: CommandAnswer): string | undefined => ('refused' in answer ? answer.refused.code : undefined);

async function read<K extends DocumentKind>(kind: K, id: string, who: Identity = secretariat): Promise<DocumentBody<K> | undefined> {
  const reader = { identity: who, asker: { account: who.account, house: 'spec' }, inTurn: atOnce, gone: new AbortController().signal };
  const look = await server.app.get(Documents, { strict: false }).document({ kind, id }, { after: await server.log.head() }, reader);
  const view = await look(atOnce);
  return 'refused' in view ? undefined : (view.body as DocumentBody<K>);
}

/** A group with its chair, and others who may be its substitutes. */
interface Place {
  readonly group: string;
  readonly chair: Identity;
  meeting: string;
  readonly met: Set<string>;
}

async function found(name: string): Promise<Place> {
  const [group, person] = [`g-${name}`, `chair-${name}`];
  await must(secretariat, `persons/${person}/register`, { name: 'Påhittad Person', gender: 'unstated' });
  await must(secretariat, `groups/${group}/form`, { kind: 'working', name: `Grupp ${name}`, mandate: 'Uppdrag' });
  await must(secretariat, `groups/${group}/establish-seat`, { seat: 's-1', nominatedBy: [] });
  const term = { from: '2031-01-01', until: '2032-12-31', basis: { document: 'Programmet' } };
  await must(secretariat, `groups/${group}/appoint`, { seat: 's-1', person, appointment: `a-${name}`, as: 'ordinary', ...term });
  await must(secretariat, `groups/${group}/choose-office`, { office: 'chair', person });
  return { group, chair: { account: `account-${person}`, person }, meeting: '', met: new Set() };
}

async function open(place: Place, meeting: string): Promise<void> {
  const scheduled = await give(place.chair, `meetings/${meeting}/schedule`, { group: place.group, ...OCCASION });
  // Scheduled again as it was: that is no other meeting.
  if ('refused' in scheduled || place.met.has(meeting)) return;
  place.met.add(meeting);
  if (place.meeting !== '') await must(place.chair, `meetings/${place.meeting}/close`);
  place.meeting = meeting;
  await must(place.chair, `meetings/${meeting}/open`);
  await must(place.chair, `meetings/${meeting}/note-attendance`, { person: place.chair.person, presence: 'room' });
}

async function decide(
  { chair, meeting }: Place,
  decision: string,
  item: string,
  more: { readonly doors?: string; readonly wording?: string } = {},
) {
  const { doors = 'open', wording = 'Bifall' } = more;
  await must(chair, `meetings/${meeting}/add-item`, { item, title: 'Ärende', doors });
  await must(chair, `meetings/${meeting}/take-up-item`, { item });
  const taken = { item, decision, outcome: 'approved', wording };
  const answer = await give(chair, `meetings/${meeting}/take-decision`, taken);
  const again = await give(chair, `meetings/${meeting}/take-decision`, taken);
  await must(chair, `meetings/${meeting}/close-item`, { item });
  return { answer, again };
}

describe('an id chosen by a client may name only what does not exist', () => {
  it('a decision: not one of another group, of an earlier meeting, published or behind closed doors', async () => {
    const [one, other] = [await found('one'), await found('other')];
    await open(one, 'm-one-1');
    await decide(one, 'd-published', 'i-1');
    await decide(one, 'd-behind', 'i-2', { doors: 'closed' });
    await open(one, 'm-one-2');
    await decide(one, 'd-running', 'i-1');
    await open(other, 'm-other-1');
    const ids = ['d-published', 'd-behind', 'd-running'];
    const before = await Promise.all(ids.map((id) => read('decision', id)));
    for (const [n, id] of ids.entries()) {
      const { answer, again } = await decide(other, id, `i-${n}`);
      expect(answer).toMatchObject({ refused: { code: 'id/taken', facts: { field: 'decision' } } });
      expect(codeOf(again)).toBe('id/taken');
      expect(Object.keys((answer as { refused: object }).refused)).not.toContain('detail');
    }
    expect(codeOf((await decide(one, 'd-published', 'i-3')).answer)).toBe('id/taken');
    expect(codeOf((await decide(one, 'd-running', 'i-4')).answer)).toBe('decision/exists');
    expect(await Promise.all(ids.map((id) => read('decision', id)))).toEqual(before);
    expect(await read('decision', 'd-behind', one.chair)).toMatchObject({ group: one.group });
    expect((await read('group', other.group))?.figures.decisions).toBe(0);
    // The series goes on without a gap.
    await decide(one, 'd-next', 'i-5');
    expect(await read('decision', 'd-next')).toMatchObject({ section: 4 });
  });

  it('at once: of two groups that choose the same id one has it', async () => {
    const places = await Promise.all(['a', 'b', 'c'].map(found));
    for (const place of places) await open(place, `m-${place.group}`);
    const answers = await Promise.all(places.map((place) => decide(place, 'd-at-once', 'i-1')));
    expect(answers.map(({ answer }) => codeOf(answer)).sort()).toEqual(['id/taken', 'id/taken', undefined]);
    const group = places[answers.findIndex(({ answer }) => 'done' in answer)]?.group;
    expect(await read('decision', 'd-at-once')).toMatchObject({ group });
  });

  it('a task is its decision’s: one of the same id on another decision takes no place', async () => {
    const [one, other] = [await found('task-one'), await found('task-other')];
    for (const place of [one, other]) {
      await open(place, `m-${place.group}`);
      await decide(place, `d-${place.group}`, 'i-1');
    }
    const person = one.chair.person ?? '';
    await must(one.chair, `decisions/d-${one.group}/assign-task`, { task: 't-1', person, what: 'Mitt', due: '2031-04-01' });
    await must(other.chair, `decisions/d-${other.group}/assign-task`, { task: 't-1', person, what: 'Annat', due: '2031-04-01' });
    const again = { task: 't-1', person, what: 'Ett tredje', due: '2031-04-01' };
    expect(codeOf(await give(one.chair, `decisions/d-${one.group}/assign-task`, again))).toBe('decision/task-exists');
    expect(Object.values((await read('my', person, one.chair))?.tasks ?? {})).toMatchObject([{ what: 'Mitt' }, { what: 'Annat' }]);
  });

  it.each([
    ['meetings', 'schedule', { group: 'g-taken-other', ...OCCASION }, 'm-taken', 'meeting/already-scheduled'],
    ['groups', 'form', { kind: 'area', name: 'Annan', mandate: 'Annat' }, 'g-taken', 'group/already-formed'],
    ['persons', 'register', { name: 'Annan', gender: 'unstated' }, 'p-taken', 'person/already-registered'],
    ['organisations', 'register', { name: 'Annan', sector: 'private' }, 'o-taken', 'organisation/already-registered'],
  ])('%s', async (context, command, body, id, code) => {
    const place = await found(`taken-${context}`);
    if (context === 'meetings') {
      await found('taken-other');
      await open(place, id);
    } else if (context === 'groups') await must(secretariat, `groups/${id}/form`, { kind: 'working', name: 'Först', mandate: 'Uppdrag' });
    else if (context === 'persons') await must(secretariat, `persons/${id}/register`, { name: 'Först Här', gender: 'woman' });
    else await must(secretariat, `organisations/${id}/register`, { name: 'Först', sector: 'state' });
    const kind = { meetings: 'meeting', groups: 'group', persons: 'person', organisations: 'organisation' }[context] as DocumentKind;
    const before = await read(kind, id);
    expect(codeOf(await give(secretariat, `${context}/${id}/${command}`, body))).toBe(code);
    expect(await read(kind, id)).toEqual(before);
  });
});

/** What is done next, by whom, and with which ids of a small common store. */
const step = fc.record({
  what: fc.constantFrom('decide', 'decide', 'decide', 'behind', 'open', 'task', 'appoint', 'authority'),
  by: fc.nat({ max: 2 }),
  id: fc.nat({ max: 3 }),
  within: fc.nat({ max: 3 }),
});

describe('no sequence of commands with colliding ids, over several groups,', () => {
  let run = 0;

  it('changes what is another’s, gives a § twice, or locks an owner out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
        const name = `run-${(run += 1)}`;
        const places = [await found(`${name}-x`), await found(`${name}-y`), await found(`${name}-z`)];
        for (const place of places) await open(place, `m-${place.group}`);
        const owned = new Map<string, { readonly place: Place; readonly body: DecisionDocument }>();
        // What is asked again as it was is done once.
        const tasks = new Map<string, Set<string>>(places.map(({ chair }) => [chair.person ?? '', new Set()]));
        const seats = new Map<string, Set<string>>(places.map(({ chair, group }) => [chair.person ?? '', new Set([`${group} a`])]));
        for (const [n, { what, by, id, within }] of steps.entries()) {
          const place = places[by] as Place;
          // Any id may be that of anything: decisions, meetings, tasks, appointments and authorities choose from the same few.
          const [chosen, decision] = [`${name}-${id}`, `${name}-${within}`];
          const person = places[within % 3]?.chair.person ?? '';
          if (what === 'open') await open(place, chosen);
          if (what === 'decide' || what === 'behind') {
            const more = { doors: what === 'behind' ? 'closed' : 'open', wording: `Lydelse ${n}` };
            const { answer, again } = await decide(place, chosen, `i-${n}`, more);
            expect('done' in again).toBe('done' in answer);
            if ('done' in answer) {
              expect(owned.has(chosen)).toBe(false);
              owned.set(chosen, { place, body: (await read('decision', chosen)) as DecisionDocument });
            } else expect(owned.has(chosen)).toBe(true);
          }
          if (what === 'task') {
            const task = { task: chosen, person, what: `Uppgift ${n}`, due: '2031-04-01' };
            const answer = await give(place.chair, `decisions/${decision}/assign-task`, task);
            if ('done' in answer) tasks.get(person)?.add(`${decision} ${task.what}`);
            if ('done' in answer) expect(owned.get(decision)?.place.group).toBe(place.group);
          }
          if (what === 'appoint') {
            const term = { from: '2031-01-01', until: '2032-12-31', basis: { document: 'Programmet' } };
            const substitute = { seat: 's-1', person, appointment: chosen, as: 'substitute', ...term };
            if ('done' in (await give(secretariat, `groups/${place.group}/appoint`, substitute)))
              seats.get(person)?.add(`${place.group} s`);
          }
          if (what === 'authority')
            await give(secretariat, `authorities/${person}/give`, {
              authority: chosen,
              role: 'auditor',
              from: `2031-01-0${1 + by}`,
              until: '2031-01-09',
            });
        }
        for (const [id, { place, body }] of owned) {
          const { group, meeting, item, section, wording, doors } = body;
          expect(await read('decision', id, place.chair)).toMatchObject({ group, meeting, item, section, wording, doors });
          const stranger = places.find((other) => other !== place)?.chair as Identity;
          expect(codeOf(await give(stranger, `decisions/${id}/mark-executed`))).toBeDefined();
          expect(codeOf(await give(place.chair, `decisions/${id}/mark-executed`))).toBeUndefined();
        }
        // One of a decision behind closed doors is shown to whoever may read that decision.
        const isTold = (person: string, task: string): boolean => {
          const of = owned.get(task.split(' ', 1)[0] ?? '');
          const inside = [...(seats.get(person) ?? [])].map((seat) => seat.split(' ', 1)[0]);
          return of?.body.doors === 'open' || inside.includes(of?.place.group);
        };
        for (const place of places) {
          const given = [...owned.values()].filter((one) => one.place === place).map(({ body }) => body.section);
          expect(given.sort((a, b) => a - b)).toEqual(given.map((_, index) => index + 1));
          const person = place.chair.person ?? '';
          const mine = Object.values((await read('my', person, place.chair))?.tasks ?? {});
          expect(mine.map(({ decision, what }) => `${decision} ${what}`).sort()).toEqual(
            [...(tasks.get(person) ?? [])].filter((task) => isTold(person, task)).sort(),
          );
          const held = Object.values((await read('person', person))?.appointments ?? {});
          expect(held.map(({ group, as }) => `${group} ${as === 'ordinary' ? 'a' : 's'}`).sort()).toEqual(
            [...(seats.get(person) ?? [])].sort(),
          );
        }
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
