import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';

let server: SpecServer;
let secretariat: SpecClient;
let now = '2026-11-23T10:00:00.000Z';
beforeAll(async () => {
  server = await startServer({ clock: () => now });
  secretariat = await SpecClient.as(server, 'secretariat');
});
afterAll(() => server.close());

const asOf = (client: SpecClient, path: string, at: string) => client.get(`/api/docs/${path}?at=${encodeURIComponent(at)}`);
const nameAt = async (at: string): Promise<unknown> =>
  ((await (await asOf(secretariat, 'organisation/lst', at)).json()) as { body?: { name: string } }).body?.name;

describe('a document as of a moment', () => {
  it('is what it was, by place in the log and by time in any zone', async () => {
    const { position: first } = await secretariat.do('organisations', 'lst', 'register', { name: 'Länsstyrelsen', sector: 'state' });
    now = '2026-11-23T11:00:00.000Z';
    const { position: second } = await secretariat.do('organisations', 'lst', 'rename', { name: 'Länsstyrelsen Västernorrland' });
    expect(await nameAt(first)).toBe('Länsstyrelsen');
    expect(await nameAt(second)).toBe('Länsstyrelsen Västernorrland');
    expect(await nameAt('2026-11-23T10:59:59.999Z')).toBe('Länsstyrelsen');
    expect(await nameAt('2026-11-23T11:59:59+01:00')).toBe('Länsstyrelsen');
    expect(await nameAt('2026-11-23T12:00:00+01:00')).toBe('Länsstyrelsen Västernorrland');
    expect(await nameAt('2099-01-01T00:00:00Z')).toBe('Länsstyrelsen Västernorrland');
  });

  it('has the version of the event that brought about what is seen', async () => {
    const then = (await (await asOf(secretariat, 'organisation/lst', '2026-11-23T10:30:00Z')).json()) as { version: string; at: string };
    expect(then.at).toBe('2026-11-23T10:00:00.000Z');
    expect(then.version < (await secretariat.read('organisation', 'lst')).version).toBe(true);
  });

  it('is not there before it was', async () => {
    const answer = await asOf(secretariat, 'organisation/lst', '2020-01-01T00:00:00Z');
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'document/not-found' }]);
  });

  it('of one who is erased is erased too', async () => {
    await secretariat.do('persons', 'p', 'register', { name: 'Påhittad Person', gender: 'unstated' });
    const at = await server.log.head();
    const told = async () => (await asOf(secretariat, 'directory/all', at)).text();
    expect(await told()).toContain('Påhittad Person');
    server.vault.erase('p');
    expect(await told()).not.toContain('Påhittad Person');
  });

  it.each(['yesterday', '2026-13-01T00:00:00Z', '2026-11-23', '!', '2026-11-23T10:00:00'])(
    'asked for of %j is refused by name',
    async (at) => {
      const answer = await asOf(secretariat, 'organisation/lst', at);
      expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'request/invalid', errors: [{ field: 'query.at' }] }]);
    },
  );

  it('is folded for so many at a time, and others are told to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => asOf(secretariat, 'organisation/lst', '2026-11-23T10:30:00Z')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(8);
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
  });
});
