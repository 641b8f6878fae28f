import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let now = '2026-12-28T09:00:00.000Z';
let server: SpecServer;
let secretariat: SpecClient;

const appoint = (appointment: string, person: string, from: string, until: string) =>
  secretariat.do('groups', 'g1', 'appoint', {
    appointment,
    seat: 's1',
    person,
    as: 'ordinary',
    from,
    until,
    basis: { document: 'Beslut' },
  });
const schedule = (id: string, day: string) =>
  secretariat.do('meetings', id, 'schedule', {
    group: 'g1',
    title: 'Möte',
    place: 'Härnösand',
    startsAt: `${day}T09:00:00Z`,
    endsAt: `${day}T11:00:00Z`,
  });
const called = async (id: string) => Object.keys((await secretariat.read('meeting', id)).body.convoked?.persons ?? {});

beforeAll(async () => {
  server = await startServer({ clock: () => now });
  secretariat = await SpecClient.as(server, 'secretariat');
  await secretariat.do('groups', 'g1', 'form', { kind: 'working', name: 'G', mandate: 'M' });
  for (const person of ['ada', 'bea']) await secretariat.do('persons', person, 'register', { name: `Påhittad ${person}`, gender: 'woman' });
  await secretariat.do('groups', 'g1', 'establish-seat', { seat: 's1', nominatedBy: [] });
  await appoint('a1', 'ada', '2026-01-01', '2026-12-31');
  await appoint('a2', 'bea', '2027-01-01', '2028-12-31');
});
afterAll(() => server.close());

describe('a meeting uses its own day', () => {
  it('who is called to it is who holds on that day', async () => {
    await schedule('m1', '2026-12-30');
    await schedule('m2', '2027-01-08');
    for (const id of ['m1', 'm2']) await secretariat.do('meetings', id, 'convoke');
    expect(await called('m1')).toEqual(['ada']);
    expect(await called('m2')).toEqual(['bea']);
  });

  it('a proposal is handed in before it for who is a member then, not for who is one until then', async () => {
    await secretariat.do('meetings', 'm2', 'add-item', { item: 'i1', title: 'Ärende' });
    const propose = (by: string) => secretariat.give('meetings', 'm2', 'move-proposal', { item: 'i1', wording: 'Bifall', by });
    expect(await propose('ada')).toMatchObject({ status: 403, problem: { code: 'meeting/not-entitled', facts: { person: 'ada' } } });
    expect((await propose('bea')).status).toBe(200);
  });

  it('once it is opened, who is a member is told by the day that it is', async () => {
    now = '2026-12-28T10:00:00.000Z';
    await secretariat.do('meetings', 'm1', 'add-item', { item: 'i2', title: 'Ärende' });
    await secretariat.do('meetings', 'm1', 'open');
    expect((await secretariat.give('meetings', 'm1', 'move-proposal', { item: 'i2', wording: 'Bifall', by: 'bea' })).problem.code).toBe(
      'meeting/not-entitled',
    );
    expect((await secretariat.give('meetings', 'm1', 'move-proposal', { item: 'i2', wording: 'Bifall', by: 'ada' })).status).toBe(200);
  });
});
