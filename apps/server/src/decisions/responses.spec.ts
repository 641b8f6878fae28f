import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { comeTo } from '../testing/quorum.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

const MEETING = 'm-responses';
const DECISION = 'b-responses';

let server: SpecServer;
let secretary: SpecClient;
let financier: SpecClient;
let organisation: string;

const respond = (by: SpecClient, body: object = {}) =>
  by.give('decisions', DECISION, 'respond', { organisation, stand: 'commits', ...body });

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  [secretary, financier] = await Promise.all([SpecClient.as(server, 'secretary'), SpecClient.as(server, 'financier')]);
  const { finances } = (await (await financier.get('/api/session')).json()) as { finances: string[] };
  organisation = finances[0] ?? '';
  const occasion = { title: 'Möte', place: 'Sundsvall', startsAt: '2031-03-01T09:00:00Z', endsAt: '2031-03-01T12:00:00Z' };
  await secretary.do('meetings', MEETING, 'schedule', { group: 'rtp-1-2', ...occasion });
  await secretary.do('meetings', MEETING, 'add-item', { item: 'i-responses', title: 'Medfinansiering' });
  await secretary.do('meetings', MEETING, 'open');
  await comeTo(secretary, MEETING);
  await secretary.do('meetings', MEETING, 'take-up-item', { item: 'i-responses' });
  const taken = { item: 'i-responses', decision: DECISION, outcome: 'approved', wording: 'Plattformen finansieras gemensamt.' };
  await secretary.do('meetings', MEETING, 'take-decision', taken);
  await secretary.do('meetings', MEETING, 'close');
}, 60_000);
afterAll(() => server.close());

describe('Responses', () => {
  it('each organisation concerned records its own decision, with its own reference: everybody sees who is in', async () => {
    await financier.do('decisions', DECISION, 'respond', { organisation, stand: 'not-yet', conditions: 'Styrelsen möts i maj.' });
    const said = { stand: 'commits-on-conditions', conditions: 'Om alla bidrar lika.', reference: 'KS 2031/12 § 4' };
    await financier.do('decisions', DECISION, 'respond', { organisation, ...said });
    const { body } = await SpecClient.nobody(server).read('decision', DECISION);
    expect(body.responses).toEqual({ [organisation]: { ...said, at: expect.any(String) as string } });
    const activity = (await financier.read('activity', 'rtp-1-2')).body;
    expect(Object.values(activity.entries)).toContainEqual(expect.objectContaining({ type: 'ResponseRecorded', organisation }));
  });

  it('a financier responds for their own organisation only', async () => {
    const other = (await financier.read('directory', 'all')).body.organisations;
    const another = Object.keys(other).find((id) => id !== organisation);
    expect(await respond(financier, { organisation: another })).toMatchObject({ status: 403, problem: { code: 'command/not-allowed' } });
    expect(await respond(financier, { organisation: 'o-none' })).toMatchObject({ status: 403 });
  });

  it('nobody else does, not even the secretariat', async () => {
    for (const role of ['secretariat', 'secretary', 'member', 'nominator', 'auditor', 'administrator'] as const)
      expect(await respond(await SpecClient.as(server, role))).toMatchObject({ status: 403, problem: { code: 'command/not-allowed' } });
    expect(await respond(SpecClient.nobody(server))).toMatchObject({ status: 401 });
  });

  it('whoever commits on conditions says on which', async () => {
    const refused = await respond(financier, { stand: 'commits-on-conditions' });
    expect(refused).toMatchObject({ status: 422, problem: { code: 'text/empty', facts: { field: 'conditions' } } });
    expect((await respond(financier, { stand: 'perhaps' })).status).toBe(422);
  });
});
