import type { ListBody } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { comeTo } from '../testing/quorum.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

const GROUP = 'rtp-1-2';
const [startsAt, endsAt] = [24, 27].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
const OCCASION = { title: 'Extra möte', place: 'Sundsvall', startsAt, endsAt };

let server: SpecServer;
let secretary: SpecClient;
let member: SpecClient;
let auditor: SpecClient;
let financier: SpecClient;
let memberId: string;
let organisation: string;

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  [secretary, member, auditor, financier] = await Promise.all([
    SpecClient.as(server, 'secretary'),
    SpecClient.as(server, 'member'),
    SpecClient.as(server, 'auditor'),
    SpecClient.as(server, 'financier'),
  ]);
  const session = async (of: SpecClient) =>
    (await (await of.get('/api/session')).json()) as { identity: { person: string }; finances: string[] };
  memberId = (await session(member)).identity.person;
  organisation = (await session(financier)).finances[0] ?? '';
}, 60_000);
afterAll(() => server.close());

/** An open meeting of the group with a decision taken on an item behind closed doors. */
async function decidedBehindDoors(id: string): Promise<{ readonly item: string; readonly decision: string }> {
  const item = `${id}-1`;
  await secretary.do('meetings', id, 'schedule', { group: GROUP, ...OCCASION });
  await secretary.do('meetings', id, 'add-item', { item, title: 'En upphandling', measures: ['1.2'], doors: 'closed' });
  await secretary.do('meetings', id, 'open');
  await comeTo(secretary, id, [memberId]);
  await secretary.do('meetings', id, 'take-up-item', { item });
  const taken = await secretary.do('meetings', id, 'take-decision', { item, outcome: 'approved', wording: 'Upphandlingen avbryts.' });
  return { item, decision: taken.made?.['decision'] ?? '' };
}

const answerTo = async (client: SpecClient, path: string) => {
  const answer = await client.get(path);
  return { status: answer.status, said: (await answer.json()) as { code?: string; facts?: object } };
};

describe('item behind closed doors', () => {
  it("group's members, auditor yes; public, signed in no: such a decision answers as one that there is not", async () => {
    const { decision } = await decidedBehindDoors('m-doors-1');
    for (const inside of [secretary, member, auditor])
      expect((await inside.read('decision', decision)).body).toMatchObject({ doors: 'closed', wording: 'Upphandlingen avbryts.' });
    for (const outside of [financier, SpecClient.nobody(server)]) {
      const there = await answerTo(outside, `/api/docs/decision/${decision}`);
      const none = await answerTo(outside, '/api/docs/decision/b-none');
      expect(there.status).toBe(404);
      expect({ ...there.said, facts: {} }).toEqual({ ...none.said, facts: {} });
      expect(there.said.facts).toEqual({ ...none.said.facts, id: decision });
    }
    expect((await financier.read('meeting', 'm-doors-1')).body).toMatchObject({ order: [], agenda: {}, decisions: {} });
    expect((await auditor.read('meeting', 'm-doors-1')).body).toMatchObject({ current: 'm-doors-1-1', order: ['m-doors-1-1'] });
    await secretary.do('meetings', 'm-doors-1', 'close');
  });

  it('stands in the lists of those inside only', async () => {
    const { decision } = await decidedBehindDoors('m-doors-2');
    const decisions = async (of: SpecClient) =>
      (await (await of.get(`/api/lists/decisions?group=${GROUP}&limit=5&after=${await server.log.head()}`)).json()) as {
        body: ListBody<'decisions'>;
      };
    for (const inside of [secretary, member, auditor]) expect((await decisions(inside)).body.rows).toHaveProperty(decision);
    const outside = (await decisions(financier)).body;
    expect(outside.rows).not.toHaveProperty(decision);
    expect(outside.total).toBeLessThan((await decisions(member)).body.total);
    await secretary.do('meetings', 'm-doors-2', 'close');
  });

  it('whoever does not see a decision cannot act upon it, and is told no more than of one that there is not', async () => {
    const { decision, item } = await decidedBehindDoors('m-doors-3');
    const response = { organisation, stand: 'commits' };
    const [there, none] = [
      await financier.give('decisions', decision, 'respond', response),
      await financier.give('decisions', 'b-none', 'respond', response),
    ];
    expect(there).toMatchObject({ status: 404, problem: { code: 'decision/unknown' } });
    expect({ ...there.problem, facts: {} }).toEqual({ ...none.problem, facts: {} });
    await secretary.do('meetings', 'm-doors-3', 'close');
    await secretary.do('meetings', 'm-doors-3', 'open-doors', { item });
    await financier.do('decisions', decision, 'respond', response);
    expect((await SpecClient.nobody(server).read('decision', decision)).body).toMatchObject({
      doors: 'open',
      responses: { [organisation]: { stand: 'commits' } },
    });
  });

  it('doors are closed and opened by the officers, and closed no more once the meeting is over', async () => {
    const id = 'm-doors-4';
    const { item } = await decidedBehindDoors(id);
    expect(await member.give('meetings', id, 'open-doors', { item })).toMatchObject({
      status: 403,
      problem: { code: 'command/not-allowed' },
    });
    await secretary.do('meetings', id, 'open-doors', { item });
    expect((await financier.read('meeting', id)).body.agenda).toHaveProperty(item);
    await secretary.do('meetings', id, 'close-doors', { item });
    expect((await financier.read('meeting', id)).body.agenda).toEqual({});
    await secretary.do('meetings', id, 'close');
    await secretary.do('meetings', id, 'open-doors', { item });
    expect((await SpecClient.nobody(server).read('meeting', id)).body.agenda).toHaveProperty(item);
    const again = await secretary.give('meetings', id, 'close-doors', { item });
    expect(again).toMatchObject({ status: 409, problem: { code: 'meeting/over' } });
  });

  it('a decision that others read is not superseded by one that they may not see', async () => {
    const { decision } = await decidedBehindDoors('m-doors-5');
    await secretary.do('meetings', 'm-doors-5', 'close-item', { item: 'm-doors-5-1' });
    await secretary.do('meetings', 'm-doors-5', 'add-item', { item: 'm-doors-5-2', title: 'Öppet' });
    await secretary.do('meetings', 'm-doors-5', 'take-up-item', { item: 'm-doors-5-2' });
    const { made } = await secretary.do('meetings', 'm-doors-5', 'take-decision', {
      item: 'm-doors-5-2',
      outcome: 'noted',
      wording: 'Noteras.',
    });
    const refused = await secretary.give('decisions', made?.['decision'] ?? '', 'supersede', { by: decision });
    expect(refused).toMatchObject({ status: 409, problem: { code: 'decision/behind-closed-doors' } });
    await secretary.do('meetings', 'm-doors-5', 'close');
  });

  it('nobody is appointed by a decision that is named nowhere: the composition is for everybody', async () => {
    const { decision } = await decidedBehindDoors('m-doors-6');
    const secretariat = await SpecClient.as(server, 'secretariat');
    const term = { seat: 'nowhere', person: 'nobody', as: 'ordinary', from: '2026-01-01', until: '2026-12-31', basis: { decision } };
    const refused = await secretariat.give('groups', GROUP, 'appoint', term);
    expect(refused).toMatchObject({ status: 409, problem: { code: 'decision/behind-closed-doors' } });
    await secretary.do('meetings', 'm-doors-6', 'close');
  });
});
