import { afterEach, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';
import type { Terms } from '../platform/terms.js';
import { APPOINTMENT_TERMS } from './groups.module.js';

let server: SpecServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Answer {
  readonly body: { readonly appointments: Record<string, { ended?: string }>; readonly offices: object };
}

describe('a term', () => {
  it('ends when its last day in Stockholm has passed: the appointment and the office with it', async () => {
    let now = '2008-12-31T22:59:00.000Z';
    const running = (server = await startServer({ clock: () => now }));
    const give = async (path: string, body: object): Promise<void> => {
      const answer = await fetch(`${running.url}/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
      expect(answer.status, await answer.text()).toBe(200);
    };
    const session = await fetch(`${running.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'secretariat' }),
    });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await give('groups/g1/form', { kind: 'working', name: 'G', mandate: 'M' });
    await give('persons/p1/register', { name: 'Påhittad Person', gender: 'woman' });
    await give('groups/g1/establish-seat', { seat: 's1', nominatedBy: [] });
    const term = { seat: 's1', person: 'p1', as: 'ordinary', from: '2008-01-01', until: '2008-12-31', basis: { document: 'Beslut' } };
    await give('groups/g1/appoint', { ...term, appointment: 'a1' });
    await give('groups/g1/choose-office', { office: 'chair', person: 'p1' });

    const terms = running.app.get<Terms>(APPOINTMENT_TERMS, { strict: false });
    expect(await terms.record()).toBe(0);
    now = '2008-12-31T23:00:01.000Z';
    expect(await terms.record()).toBe(1);
    expect(await terms.record()).toBe(0);
    const answer = await fetch(`${running.url}/api/docs/group/g1?after=${await running.log.head()}`);
    const { body } = (await answer.json()) as Answer;
    expect(body.appointments['a1']?.ended).toBe('2008-12-31');
    expect(body.offices).toEqual({});
  });

  it('begins with its first day in Stockholm: coming until then, in every document, and in the past of that time', async () => {
    let now = '2008-12-31T20:00:00.000Z';
    const running = (server = await startServer({ clock: () => now }));
    const secretariat = await SpecClient.as(running, 'secretariat');
    await secretariat.do('groups', 'g1', 'form', { kind: 'working', name: 'G', mandate: 'M' });
    await secretariat.do('persons', 'p1', 'register', { name: 'Påhittad Person', gender: 'woman' });
    await secretariat.do('groups', 'g1', 'establish-seat', { seat: 's1', nominatedBy: [] });
    const term = { seat: 's1', person: 'p1', as: 'ordinary', from: '2009-01-01', until: '2010-12-31', basis: { document: 'Beslut' } };
    await secretariat.do('groups', 'g1', 'appoint', { ...term, appointment: 'a1' });
    const ordinary = async (at = ''): Promise<number | undefined> => {
      const answer = await secretariat.get(`/api/docs/group-tree/all?${at === '' ? `after=${await running.log.head()}` : `at=${at}`}`);
      return ((await answer.json()) as { body: { groups: Record<string, { ordinary: number }> } }).body.groups['g1']?.ordinary;
    };
    const members = async (): Promise<number | undefined> =>
      ((await secretariat.read('composition', 'all')).body as { groups: Record<string, { persons: number }> }).groups['g1']?.persons;

    const terms = running.app.get<Terms>(APPOINTMENT_TERMS, { strict: false });
    now = '2008-12-31T22:59:59.999Z';
    expect(await terms.record()).toBe(0);
    expect([await ordinary(), await members()]).toEqual([0, 0]);
    expect(await secretariat.give('groups', 'g1', 'choose-office', { office: 'chair', person: 'p1' })).toMatchObject({
      problem: { code: 'group/not-a-member' },
    });
    // Before anything is recorded, the past of a later moment already has that day.
    now = '2008-12-31T23:00:00.000Z';
    expect(await ordinary('2008-12-31T23:00:00Z')).toBe(1);
    expect(await terms.record()).toBe(1);
    expect(await terms.record()).toBe(0);
    await secretariat.do('groups', 'g1', 'choose-office', { office: 'chair', person: 'p1' });
    expect([await ordinary(), await members()]).toEqual([1, 1]);
    expect(await ordinary('2008-12-31T22:59:59Z')).toBe(0);
  });

  it('brings the office that somebody was chosen for to it: their rights with the day, the page when it is recorded, and it can be taken back before', async () => {
    let now = '2008-12-31T20:00:00.000Z';
    const running = (server = await startServer({ clock: () => now }));
    const secretariat = await SpecClient.as(running, 'secretariat');
    const person = 'p1';
    await secretariat.do('persons', person, 'register', { name: 'Påhittad Person', gender: 'woman' });
    await secretariat.do('groups', 'g1', 'form', { kind: 'working', name: 'G', mandate: 'M' });
    await secretariat.do('groups', 'g1', 'establish-seat', { seat: 's1', nominatedBy: [] });
    const term = { seat: 's1', person, as: 'ordinary', from: '2009-01-01', until: '2010-12-31', basis: { document: 'Beslut' } };
    await secretariat.do('groups', 'g1', 'appoint', { ...term, appointment: 'a1' });
    const chosen = { office: 'chair', person, from: '2009-01-01' };
    const offices = async () => {
      const { body } = (await secretariat.read('group', 'g1')) as { body: { offices: object; awaited?: object } };
      return [body.offices, body.awaited];
    };
    await secretariat.do('groups', 'g1', 'choose-office', chosen);
    await secretariat.do('groups', 'g1', 'leave-office', { office: 'chair', coming: true });
    expect(await offices()).toEqual([{}, undefined]);
    await secretariat.do('groups', 'g1', 'choose-office', chosen);
    expect(await offices()).toEqual([{}, { chair: { person, from: '2009-01-01' } }]);
    const occasion = { title: 'Möte', place: 'Timrå', startsAt: '2009-02-01T09:00:00Z', endsAt: '2009-02-01T10:00:00Z' };
    const schedule = (target: string) =>
      running.commands.execute(
        { identity: { account: 'k1', person } },
        { id: `scheduling-of-${target}`, context: 'meetings', target, command: 'schedule', body: { group: 'g1', ...occasion } },
      );
    now = '2008-12-31T22:59:59.000Z';
    expect(await schedule('m1')).toMatchObject({ refused: { code: 'command/not-allowed' } });
    now = '2008-12-31T23:00:00.000Z';
    expect(await schedule('m2')).toHaveProperty('done');
    const terms = running.app.get<Terms>(APPOINTMENT_TERMS, { strict: false });
    await terms.record();
    expect(await terms.record()).toBe(0);
    expect(await offices()).toEqual([{ chair: person }, undefined]);
  });

  it('is recorded by a server that was stopped at midnight, when it has started', async () => {
    let now = '2008-12-31T20:00:00.000Z';
    const running = (server = await startServer({ clock: () => now }));
    const secretariat = await SpecClient.as(running, 'secretariat');
    await secretariat.do('groups', 'g1', 'form', { kind: 'working', name: 'G', mandate: 'M' });
    await secretariat.do('persons', 'p1', 'register', { name: 'Påhittad Person', gender: 'woman' });
    await secretariat.do('groups', 'g1', 'establish-seat', { seat: 's1', nominatedBy: [] });
    const term = { seat: 's1', person: 'p1', as: 'ordinary', from: '2009-01-01', until: '2010-12-31', basis: { document: 'Beslut' } };
    await secretariat.do('groups', 'g1', 'appoint', { ...term, appointment: 'a1' });
    now = '2008-12-31T23:00:00.000Z';
    // Nobody asks: the calendar does.
    await expect
      .poll(async () => ((await SpecClient.nobody(running).read('group', 'g1')).body as Answer['body']).appointments['a1'], {
        timeout: 25_000,
        interval: 100,
      })
      .not.toHaveProperty('coming');
  }, 30_000);
});
