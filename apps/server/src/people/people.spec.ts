import { afterAll, beforeAll, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it('closes a person who holds nothing any more, and nobody else', async () => {
  const secretariat = await SpecClient.as(server, 'secretariat');
  await secretariat.do('persons', 'p', 'register', { name: 'Påhittad Person', gender: 'unstated' });
  await secretariat.do('groups', 'g', 'form', { kind: 'working', name: 'Grupp', mandate: 'Att samordna' });
  await secretariat.do('groups', 'g', 'establish-seat', { seat: 's', nominatedBy: [] });
  const term = { from: '2020-01-01', until: '2099-12-31', basis: { document: 'Avtal' } };
  await secretariat.do('groups', 'g', 'appoint', { appointment: 'a', seat: 's', person: 'p', as: 'ordinary', ...term });
  const closing = () => secretariat.give('persons', 'p', 'close');
  expect(await closing()).toMatchObject({ status: 409, problem: { code: 'person/holds-something' } });
  await secretariat.do('groups', 'g', 'resign', { appointment: 'a', on: new Date().toISOString().slice(0, 10) });
  await secretariat.do('authorities', 'p', 'give', { authority: 'b', role: 'auditor', from: '2020-01-01' });
  expect(await closing()).toMatchObject({ status: 409, problem: { code: 'person/holds-something' } });
  await secretariat.do('authorities', 'p', 'withdraw', { authority: 'b', reason: 'Slutat' });
  expect((await closing()).status).toBe(200);
});
