import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Terms } from '../platform/terms.js';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';
import { AUTHORITY_TERMS } from './authorities.module.js';

let server: SpecServer;
let secretariat: SpecClient;
let now: string;

beforeEach(async () => {
  now = '2008-12-30T08:00:00.000Z';
  server = await startServer({ clock: () => now });
  secretariat = await SpecClient.as(server, 'secretariat');
  await secretariat.do('persons', 'p1', 'register', { name: 'Påhittad Person', gender: 'woman' });
  await secretariat.do('persons', 'p2', 'register', { name: 'Påhittad Annan', gender: 'man' });
  await secretariat.do('organisations', 'o1', 'register', { name: 'Påhittad aktör', sector: 'state' });
});
afterEach(() => server.close());

const term = { from: '2008-01-01', until: '2008-12-31' };
const held = async () => (await secretariat.read('authorities', 'all')).body.authorities;

describe('an authority', () => {
  it('is given by the secretariat, to a person, for an organisation and a time', async () => {
    const { made } = await secretariat.do('authorities', 'p1', 'give', { role: 'financier', organisation: 'o1', ...term });
    expect((await held())[made?.['authority'] ?? '']).toEqual({ person: 'p1', role: 'financier', organisation: 'o1', ...term });
  });

  it('is withdrawn with a reason', async () => {
    await secretariat.do('authorities', 'p1', 'give', { authority: 'b1', role: 'auditor', from: '2008-01-01' });
    await secretariat.do('authorities', 'p1', 'withdraw', { authority: 'b1', reason: 'Ny revisor' });
    expect((await held())['b1']?.ended).toEqual({ on: '2008-12-30', reason: 'Ny revisor' });
  });

  it('is given by nobody else, whatever they are', async () => {
    const others = [await SpecClient.as(server, 'auditor'), await SpecClient.as(server, 'administrator')];
    for (const other of others) {
      const { status, problem } = await other.give('authorities', 'p1', 'give', { role: 'secretariat', from: '2008-01-01' });
      expect([status, problem.code]).toEqual([403, 'command/not-allowed']);
    }
    const { status, problem } = await SpecClient.nobody(server).give('authorities', 'p1', 'give', { role: 'auditor', from: '2008-01-01' });
    expect([status, problem.code]).toEqual([401, 'command/not-signed-in']);
    expect(Object.values(await held()).filter(({ person }) => person === 'p1')).toEqual([]);
  });

  it('needs a person who is registered, and an organisation that is', async () => {
    const give = async (person: string, organisation: string) =>
      (await secretariat.give('authorities', person, 'give', { role: 'nominator', organisation, ...term })).problem.code;
    expect(await give('p9', 'o1')).toBe('person/unknown');
    expect(await give('p1', 'o9')).toBe('organisation/unknown');
    await secretariat.do('persons', 'p2', 'close');
    expect(await give('p2', 'o1')).toBe('person/closed');
  });

  it('sent again is one and the same', async () => {
    const headers = { 'idempotency-key': 'once-and-no-more' };
    const body = { role: 'auditor', ...term };
    const first = await secretariat.do('authorities', 'p1', 'give', body, headers);
    const again = await secretariat.do('authorities', 'p1', 'give', body, headers);
    expect(again).toMatchObject({ repeated: true, position: first.position });
    expect(Object.values(await held()).filter(({ person }) => person === 'p1')).toHaveLength(1);
  });

  it('is given on what its giver has seen: If-Match names the version of all of them', async () => {
    await secretariat.do('authorities', 'p1', 'give', { authority: 'b1', role: 'auditor', ...term });
    const { version } = await secretariat.read('authorities', 'all');
    const ifMatch = { 'if-match': `"${version}"` };
    await secretariat.do('authorities', 'p2', 'give', { role: 'auditor', ...term }, ifMatch);
    const { problem } = await secretariat.give('authorities', 'p1', 'withdraw', { authority: 'b1', reason: 'Ny revisor' }, ifMatch);
    expect(problem.code).toBe('command/stale');
  });

  it('ends when its last day in Stockholm has passed, once', async () => {
    await secretariat.do('authorities', 'p1', 'give', { authority: 'b1', role: 'auditor', ...term });
    await secretariat.do('authorities', 'p2', 'give', { authority: 'b2', role: 'auditor', from: '2008-01-01' });
    const terms = server.app.get<Terms>(AUTHORITY_TERMS, { strict: false });
    now = '2008-12-31T22:59:59.000Z';
    await held();
    expect(await terms.record()).toBe(0);
    now = '2008-12-31T23:00:01.000Z';
    expect(await terms.record()).toBe(1);
    expect(await terms.record()).toBe(0);
    expect((await held())['b1']?.ended).toEqual({ on: '2008-12-31', reason: '' });
    expect((await held())['b2']?.ended).toBeUndefined();
    expect(await terms.record()).toBe(0);
  });
});
