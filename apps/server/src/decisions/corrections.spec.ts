import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

const MEETING = 'm-corrections';
const ITEM = 'i-corrections';
const OCCASION = { title: 'Möte', place: 'Sundsvall', startsAt: '2031-03-01T09:00:00Z', endsAt: '2031-03-01T12:00:00Z' };

let server: SpecServer;
let secretary: SpecClient;
let member: string;
let secretaryId: string;

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  secretary = await SpecClient.as(server, 'secretary');
  const personOf = async (client: SpecClient) =>
    ((await (await client.get('/api/session')).json()) as { identity: { person: string } }).identity.person;
  secretaryId = await personOf(secretary);
  member = await personOf(await SpecClient.as(server, 'member'));
  await secretary.do('meetings', MEETING, 'schedule', { group: 'rtp-1-2', ...OCCASION });
  await secretary.do('meetings', MEETING, 'add-item', { item: ITEM, title: 'En ansökan' });
  await secretary.do('meetings', MEETING, 'open');
  const seated = Object.values((await secretary.read('group', 'rtp-1-2')).body.appointments).map(({ person }) => person);
  for (const person of new Set([member, ...seated]))
    await secretary.do('meetings', MEETING, 'note-attendance', { person, presence: 'room' });
  await secretary.do('meetings', MEETING, 'take-up-item', { item: ITEM });
  for (const [proposal, wording] of [
    ['y-yes', 'att bifalla ansökan'],
    ['y-no', 'att avslå ansökan'],
  ])
    await secretary.do('meetings', MEETING, 'move-proposal', { item: ITEM, proposal, by: member, wording });
}, 120_000);
afterAll(() => server.close());

describe('a decision', () => {
  const decision = 'd-corrections';
  const take = (body: object) =>
    secretary.give('meetings', MEETING, 'take-decision', { item: ITEM, decision, wording: 'att bifalla ansökan', ...body });

  it('that rejects, tables or refers back with an adopted proposal contradicts itself, and is refused', async () => {
    for (const outcome of ['rejected', 'tabled', 'referred-back']) {
      const { status, problem } = await take({ outcome, adopted: 'y-yes' });
      expect([status, problem.code, problem.facts]).toEqual([422, 'decision/contradicts-itself', { outcome, adopted: 'y-yes' }]);
    }
    // Nothing of it is left: neither a § nor its id.
    expect((await take({ outcome: 'approved', adopted: 'y-yes' })).status).toBe(200);
  });

  it('whose outcome was mistaken is corrected with a reason; what stood stays to be read, with who corrected it', async () => {
    const before = await secretary.read('decision', decision);
    const counts = (await secretary.read('overview', 'all')).body.decisionsByOutcome;
    const body = { wording: 'att avslå ansökan', outcome: 'rejected', reason: 'Fel utfall antecknat' };
    await secretary.do('decisions', decision, 'correct', body);
    const { body: after } = await secretary.read('decision', decision);
    expect(after).toMatchObject({ section: before.body.section, outcome: 'rejected', wording: 'att avslå ansökan' });
    expect(after.adopted).toBeUndefined();
    expect(Object.values(after.corrections)).toMatchObject([
      { by: secretaryId, reason: body.reason, wording: { before: 'att bifalla ansökan', after: body.wording } },
      { by: secretaryId, reason: body.reason, outcome: { before: 'approved', after: 'rejected', adoptedBefore: 'y-yes' } },
    ]);
    const { body: meeting } = await secretary.read('meeting', MEETING);
    expect(meeting.decisions[decision]).toMatchObject({ outcome: 'rejected', corrections: after.corrections });
    expect(meeting.agenda[ITEM]?.proposals).toMatchObject({ 'y-yes': { state: 'fallen' }, 'y-no': { state: 'fallen' } });
    const counted = (await secretary.read('overview', 'all')).body.decisionsByOutcome;
    expect(counted['approved']).toBe((counts['approved'] ?? 0) - 1);
    expect(counted['rejected']).toBe((counts['rejected'] ?? 0) + 1);
    const { problem } = await secretary.give('decisions', decision, 'correct', { ...body, adopted: 'y-no' });
    expect(problem.code).toBe('decision/contradicts-itself');
  });

  it('is told to the public with what stood before, and as what it was corrected, not by whom', async () => {
    await secretary.do('meetings', MEETING, 'close');
    const nobody = SpecClient.nobody(server);
    const [shown, meeting] = [(await nobody.read('decision', decision)).body, (await nobody.read('meeting', MEETING)).body];
    for (const corrections of [shown.corrections, meeting.decisions[decision]?.corrections ?? {}]) {
      expect(Object.values(corrections).map(({ by, role }) => ({ by, role }))).toEqual([{ role: 'secretary' }, { role: 'secretary' }]);
      expect(JSON.stringify(corrections)).toContain('att bifalla ansökan');
    }
  });
});
