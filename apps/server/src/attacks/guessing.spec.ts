import { DOCUMENT_KINDS, type Ref } from '@samverkan/contract';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { comeTo } from '../testing/quorum.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

// A meeting of a working group with an item behind closed doors on which a decision is taken: what an outsider may learn of it is nothing.

let server: SpecServer;
let secretary: SpecClient;
let outsiders: Readonly<Record<string, SpecClient>>;
const GROUP = 'rtp-1-2';
const MEETING = 'm-closed';
const [ITEM, PROPOSAL, DECISION, TASK] = ['i-closed', 'p-closed', 'd-closed', 't-closed'];
const SECRET = 'Hemligt-om-förhandlingen';

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  secretary = await SpecClient.as(server, 'secretary');
  const { identity } = (await (await secretary.get('/api/session')).json()) as { identity: { person: string } };
  const occasion = { title: 'Extra möte', place: 'Härnösand', startsAt: '2026-11-23T12:00:00Z', endsAt: '2026-11-23T13:00:00Z' };
  await secretary.do('meetings', MEETING, 'schedule', { group: GROUP, ...occasion });
  await secretary.do('meetings', MEETING, 'add-item', { item: ITEM, title: SECRET, description: SECRET, doors: 'closed' });
  await secretary.do('meetings', MEETING, 'convoke');
  await secretary.do('meetings', MEETING, 'open');
  await comeTo(secretary, MEETING, [identity.person]);
  await secretary.do('meetings', MEETING, 'take-up-item', { item: ITEM });
  await secretary.do('meetings', MEETING, 'move-proposal', { item: ITEM, proposal: PROPOSAL, wording: SECRET });
  await secretary.do('meetings', MEETING, 'take-decision', {
    item: ITEM,
    decision: DECISION,
    outcome: 'approved',
    wording: SECRET,
    adopted: PROPOSAL,
  });
  await secretary.do('decisions', DECISION, 'assign-task', { task: TASK, person: identity.person, what: SECRET, due: '2027-01-31' });
  outsiders = {
    stranger: SpecClient.nobody(server),
    nominator: await SpecClient.as(server, 'nominator'),
    financier: await SpecClient.as(server, 'financier'),
    administrator: await SpecClient.as(server, 'administrator'),
  };
}, 90_000);
afterAll(() => server.close());

/** An answer as it came, without what tells one request from another. */
async function answerOf(client: SpecClient, path: string, id: string): Promise<unknown> {
  const answer = await client.get(path);
  const headers = [...answer.headers].filter(([name]) => !['date', 'content-length', 'keep-alive'].includes(name));
  return { status: answer.status, headers, text: (await answer.text()).replaceAll(id, 'ID') };
}

describe('guessing ids of closed documents', () => {
  it('is answered as if there were no such document, to the letter', async () => {
    for (const [who, client] of Object.entries(outsiders)) {
      const hidden = await answerOf(client, `/api/docs/decision/${DECISION}`, DECISION);
      const absent = await answerOf(client, '/api/docs/decision/d-absent', 'd-absent');
      expect([who, hidden]).toEqual([who, absent]);
    }
    for (const insider of ['member', 'chair', 'substitute', 'secretariat', 'auditor'] as const)
      expect((await (await SpecClient.as(server, insider)).get(`/api/docs/decision/${DECISION}`)).status).toBe(200);
  });

  it('is answered alike for every kind of document that somebody does not see', async () => {
    const { identity } = (await (await secretary.get('/api/session')).json()) as { identity: { person: string } };
    const hidden: readonly Ref[] = [
      { kind: 'my', id: identity.person },
      { kind: 'decision', id: DECISION },
      { kind: 'accounts', id: 'all' },
    ];
    const nominator = outsiders['nominator'] ?? SpecClient.nobody(server);
    for (const { kind, id } of hidden)
      expect([kind, await answerOf(nominator, `/api/docs/${kind}/${id}`, id)]).toEqual([
        kind,
        await answerOf(nominator, `/api/docs/${kind}/is-absent`, 'is-absent'),
      ]);
  });

  it('by a command upon it is answered as if there were nothing to command', async () => {
    const bodies = {
      correct: { wording: 'x', reason: 'x' },
      'mark-executed': {},
      'assign-task': { person: 'person-001', what: 'x', due: '2027-01-01' },
      supersede: { by: 'd-other' },
      'mark-task-done': { task: TASK },
      respond: { organisation: 'lansstyrelsen', stand: 'commits' },
    };
    for (const [who, client] of Object.entries(outsiders)) {
      for (const [command, body] of Object.entries(bodies)) {
        const [hidden, absent] = [
          await client.give('decisions', DECISION, command, body),
          await client.give('decisions', 'd-absent', command, body),
        ];
        const said = ({ status, problem }: typeof hidden, id: string) => [
          who,
          command,
          status,
          JSON.stringify(problem).replaceAll(id, 'ID'),
        ];
        expect(said(hidden, DECISION)).toEqual(said(absent, 'd-absent'));
      }
    }
  });

  it('on the socket is answered alike', async () => {
    for (const [who, client] of Object.entries(outsiders)) {
      const socket = io(server.url, { path: '/ws', transports: ['websocket'], forceNew: true, extraHeaders: { cookie: client.cookie } });
      const answers = (await socket.timeout(5_000).emitWithAck('watch', {
        docs: [
          { kind: 'decision', id: DECISION },
          { kind: 'decision', id: 'd-absent' },
        ],
      })) as unknown[];
      socket.disconnect();
      const [hidden, absent] = answers.map((one) => JSON.stringify(one).replaceAll(DECISION, 'ID').replaceAll('d-absent', 'ID'));
      expect([who, hidden]).toEqual([who, absent]);
    }
  });

  it('gives nothing away in any document or list that an outsider can read', async () => {
    const lists = [
      'decisions',
      'decisions?group=rtp-1-2',
      `decisions?q=${encodeURIComponent(SECRET)}`,
      'meetings?limit=100',
      'meetings?group=rtp-1-2',
    ];
    const documents = DOCUMENT_KINDS.flatMap((kind) => ['all', 'current', GROUP, MEETING, DECISION].map((id) => `docs/${kind}/${id}`));
    for (const [who, client] of Object.entries(outsiders)) {
      for (const path of [...documents, ...lists.map((list) => `lists/${list}`)]) {
        const text = await (await client.get(`/api/${path}`)).text();
        // The address itself may be said back.
        const said = text.replace(/"facts":\{[^}]*\}/u, '');
        for (const marker of [SECRET, ITEM, PROPOSAL, DECISION, TASK])
          expect([who, path, said.includes(marker)]).toEqual([who, path, false]);
      }
    }
  });
});

describe('asking for the past', () => {
  // Once everything that has happened is in the documents: rights follow the log by some milliseconds.
  const inPast = async (client: SpecClient, at: string) =>
    client.get(`/api/docs/meeting/${MEETING}?at=${at}&after=${await server.log.head()}`);

  it('gives nobody what they may not see today, not even of a time when they had more rights', async () => {
    const [member, secretariat] = [await SpecClient.as(server, 'member'), await SpecClient.as(server, 'secretariat')];
    const then = await server.log.head();
    const { body } = (await (await inPast(member, then)).json()) as { body: unknown };
    expect(JSON.stringify(body)).toContain(SECRET);
    const { identity } = (await (await member.get('/api/session')).json()) as { identity: { person: string } };
    const group = (await secretariat.read('group', GROUP)).body;
    const appointments = Object.entries(group.appointments).filter(([, one]) => one.person === identity.person && one.ended === undefined);
    expect(appointments.length).toBeGreaterThan(0);
    for (const [appointment] of appointments)
      await secretariat.do('groups', GROUP, 'resign', { appointment, on: new Date().toISOString().slice(0, 10) });
    const later = await inPast(member, then);
    expect([later.status, (await later.text()).includes(SECRET)]).toEqual([200, false]);
    const decision = (id: string) => answerOf(member, `/api/docs/decision/${id}?at=${then}`, id);
    expect(await decision(DECISION)).toEqual(await decision('d-absent'));
    expect(await (await inPast(secretariat, then)).text()).toContain(SECRET);
  });

  it('of a list is refused by name', async () => {
    const answer = await (outsiders['nominator'] ?? SpecClient.nobody(server)).get(`/api/lists/decisions?at=2026-01-01T00:00:00Z`);
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'request/invalid', errors: [{ field: 'query.at' }] }]);
  });
});
