import { streamOf } from '@samverkan/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { write } from '../commands/testing/losing.suite.js';

const GROUP = 'g';
const MEETING = 'm-past';
const OCCASION = { title: 'Extra möte', place: 'Sundsvall', startsAt: '2031-03-01T09:00:00Z', endsAt: '2031-03-01T12:00:00Z' };
const TERM = { as: 'ordinary', from: '2020-01-01', until: '2099-12-31', basis: { document: 'Förteckning' } };

let server: SpecServer;
let [member, outsider, nobody, secretariat]: SpecClient[] = [];
beforeAll(async () => {
  server = await startServer();
  nobody = SpecClient.nobody(server);
  secretariat = await SpecClient.as(server, 'secretariat');
  await secretariat.do('groups', GROUP, 'form', { kind: 'working', name: 'Gruppen', mandate: 'Uppdraget' });
  for (const [account, person] of [
    ['member', 'p-member'],
    ['financier', 'p-outside'],
  ] as const) {
    await secretariat.do('persons', person, 'register', { name: 'Påhittad Person', gender: 'unstated' });
    const at = new Date().toISOString();
    await write(server.log, streamOf.account(account), [{ type: 'AccountOpened', data: { account, person, at } }], at);
  }
  await secretariat.do('groups', GROUP, 'establish-seat', { seat: 's-1', nominatedBy: [] });
  await secretariat.do('groups', GROUP, 'appoint', { ...TERM, seat: 's-1', person: 'p-member' });
  [member, outsider] = await Promise.all([SpecClient.as(server, 'member'), SpecClient.as(server, 'financier')]);
}, 60_000);
afterAll(() => server.close());

const textAt = async (client: SpecClient | undefined, path: string, at: string): Promise<string> =>
  (await client?.get(`/api/docs/${path}?at=${at}&after=${await server.log.head()}`))?.text() ?? '';

describe('the past', { timeout: 60_000 }, () => {
  it('of an item that is behind closed doors now is behind them too, in every document', async () => {
    const by = secretariat;
    const person = 'p-member';
    await by?.do('meetings', MEETING, 'schedule', { group: GROUP, ...OCCASION });
    await by?.do('meetings', MEETING, 'add-item', { item: 'i-past', title: 'Den hemliga frågan' });
    await by?.do('meetings', MEETING, 'open');
    await by?.do('meetings', MEETING, 'note-attendance', { person, presence: 'room' });
    await by?.do('meetings', MEETING, 'take-up-item', { item: 'i-past' });
    const decided = { item: 'i-past', decision: 'd-past', outcome: 'approved', wording: 'Ett hemligt beslut' };
    await by?.do('meetings', MEETING, 'take-decision', decided);
    await by?.do('decisions', 'd-past', 'assign-task', { task: 't-past', person, what: 'Gör det hemliga', due: '2031-06-01' });
    const at = await server.log.head();
    const paths = [
      `meeting/${MEETING}`,
      `group/${GROUP}`,
      `activity/${GROUP}`,
      'activity/all',
      'decision/d-past',
      'overview/all',
      'group-tree/all',
      `my/${person}`,
    ];
    const told = /hemliga? (?:frågan|beslut)|i-past|d-past|t-past/u;
    for (const path of paths.slice(0, 6)) expect([path, await textAt(outsider, path, at)]).toEqual([path, expect.stringMatching(told)]);
    const before = new Map(await Promise.all(paths.map(async (path) => [path, await textAt(outsider, path, at)] as const)));

    await by?.do('meetings', MEETING, 'close-doors', { item: 'i-past' });
    for (const path of paths) {
      for (const client of [outsider, nobody])
        expect([path, (await textAt(client, path, at)).replace('"d-past"', '')]).toEqual([path, expect.not.stringMatching(told)]);
    }
    const counts = async (path: string) => /"decisions":(\d+)/u.exec(await textAt(outsider, path, at))?.[1];
    expect(Number(await counts('overview/all'))).toBe(Number(/"decisions":(\d+)/u.exec(before.get('overview/all') ?? '')?.[1]) - 1);
    for (const client of [member, secretariat]) expect(await textAt(client, `meeting/${MEETING}`, at)).toMatch(told);
    expect(await textAt(member, `my/${person}`, at)).toContain('Gör det hemliga');

    await by?.do('meetings', MEETING, 'open-doors', { item: 'i-past' });
    expect(await textAt(outsider, `meeting/${MEETING}`, at)).toBe(before.get(`meeting/${MEETING}`));
  });

  it('does not give back contact data that was taken away, nor that of one who is a member no more', async () => {
    const directory = async (client: SpecClient | undefined, at: string) => textAt(client, `directory/${GROUP}`, at);
    for (const [person, email] of [
      ['p-stays', 'stays-old@example.org'],
      ['p-goes', 'goes@example.org'],
    ] as const) {
      await secretariat?.do('persons', person, 'register', { name: 'Påhittad Person', gender: 'unstated', email });
      await secretariat?.do('groups', GROUP, 'establish-seat', { seat: person, nominatedBy: [] });
      await secretariat?.do('groups', GROUP, 'appoint', { ...TERM, seat: person, person, appointment: person });
    }
    const at = await server.log.head();
    expect(await directory(member, at)).toContain('stays-old@example.org');
    await secretariat?.do('persons', 'p-stays', 'change-contact', { email: 'stays-new@example.org' });
    await secretariat?.do('groups', GROUP, 'resign', { appointment: 'p-goes', on: '2026-01-01' });
    for (const client of [member, secretariat]) {
      const text = await directory(client, at);
      expect(text).not.toContain('stays-old@example.org');
      expect(text).not.toContain('stays-new@example.org');
      expect(text.includes('goes@example.org')).toBe(client === secretariat);
    }
  });
});

describe('a place that the log has not reached', { timeout: 60_000 }, () => {
  it('is answered at once with what is there', async () => {
    const plain = await (await nobody?.get('/api/docs/overview/all'))?.json();
    for (const path of ['/api/docs/overview/all', '/api/lists/decisions']) {
      const began = performance.now();
      const answer = await nobody?.get(`${path}?after=9zzzzzzzz`);
      expect(answer?.status).toBe(200);
      if (path.startsWith('/api/docs')) expect(await answer?.json()).toEqual(plain);
      // Far below the ten seconds for which a place that is on its way is waited for.
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });
});
