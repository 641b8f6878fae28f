import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

const GROUP = 'rtp-1-2';
const MEETING = 'm-serving';
const ITEM = 'm-serving-1';

let server: SpecServer;
let secretary: SpecClient;
let substitute: SpecClient;
/** The substitute, and the ordinary member of the same seat. */
let [standsIn, ordinary]: readonly [string, string] = ['', ''];

const attend = (person: string, presence: 'room' | 'remote' | 'left') =>
  secretary.do('meetings', MEETING, 'note-attendance', { person, presence });
const propose = (wording: string) => substitute.give('meetings', MEETING, 'move-proposal', { item: ITEM, wording });
const serving = async () => (await substitute.read('meeting', MEETING)).body.serving;

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  [secretary, substitute] = await Promise.all([SpecClient.as(server, 'secretary'), SpecClient.as(server, 'substitute')]);
  const { identity } = (await (await substitute.get('/api/session')).json()) as { identity: { person: string } };
  const appointments = Object.values((await secretary.read('group', GROUP)).body.appointments);
  const own = appointments.find(({ person, as }) => as === 'substitute' && person === identity.person);
  const first = appointments.find(({ seat, as }) => as === 'ordinary' && seat === own?.seat);
  [standsIn, ordinary] = [identity.person, first?.person ?? ''];
  const [startsAt, endsAt] = [Date.now() + 3_600_000, Date.now() + 7_200_000].map((time) => new Date(time).toISOString());
  const occasion = { title: 'Möte', place: 'Sundsvall', startsAt, endsAt };
  await secretary.do('meetings', MEETING, 'schedule', { group: GROUP, ...occasion });
  await secretary.do('meetings', MEETING, 'add-item', { item: ITEM, title: 'Rådgivning på kvällstid' });
  await secretary.do('meetings', MEETING, 'convoke');
}, 60_000);
afterAll(() => server.close());

describe('Attendance', () => {
  it('before the meeting opens a substitute does not serve', async () => {
    expect(await propose('Bifall')).toMatchObject({
      status: 403,
      problem: { code: 'meeting/not-serving', facts: { person: standsIn } },
    });
  });

  it('a substitute steps in for the absent ordinary member in order of service, and out again when the member returns', async () => {
    await secretary.do('meetings', MEETING, 'open');
    expect((await propose('Bifall')).problem.code).toBe('meeting/not-serving');
    await substitute.do('meetings', MEETING, 'note-attendance', { person: standsIn, presence: 'room' });
    expect(await serving()).toMatchObject({ [standsIn]: { for: ordinary } });
    expect((await propose('Bifall')).status).toBe(200);
    await attend(ordinary, 'remote');
    expect(await serving()).toEqual({});
    expect((await propose('Avslag')).problem.code).toBe('meeting/not-serving');
    await attend(ordinary, 'left');
    expect(await serving()).toMatchObject({ [standsIn]: { for: ordinary } });
    expect((await propose('Avslag')).status).toBe(200);
    await secretary.do('meetings', MEETING, 'close');
  });
});
