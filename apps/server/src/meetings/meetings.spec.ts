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
let secretariat: SpecClient;
let memberId: string;
let count = 0;

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  [secretary, member, secretariat] = await Promise.all([
    SpecClient.as(server, 'secretary'),
    SpecClient.as(server, 'member'),
    SpecClient.as(server, 'secretariat'),
  ]);
  const { identity } = (await (await member.get('/api/session')).json()) as { identity: { person: string } };
  memberId = identity.person;
}, 60_000);
afterAll(() => server.close());

/** A meeting of the group with one item, opened when asked. */
async function meeting(opened: 'scheduled' | 'open', group = GROUP): Promise<string> {
  const id = `m-spec-${(count += 1)}`;
  const by = group === GROUP ? secretary : secretariat;
  await by.do('meetings', id, 'schedule', { group, ...OCCASION });
  await by.do('meetings', id, 'add-item', { item: `${id}-1`, title: 'Rådgivning på kvällstid', measures: ['1.2'] });
  if (opened === 'open') {
    await by.do('meetings', id, 'open');
    await comeTo(by, id, [memberId]);
    await by.do('meetings', id, 'take-up-item', { item: `${id}-1` });
  }
  return id;
}

const decision = (id: string) => ({ item: `${id}-1`, outcome: 'approved', wording: 'Gruppen tillstyrker förslaget.' });

describe('a meeting', () => {
  it('is opened, decides with a § and is closed', async () => {
    const id = await meeting('open');
    const proposed = await member.do('meetings', id, 'move-proposal', { item: `${id}-1`, wording: 'Att börja i höst.' });
    const taken = await secretary.do('meetings', id, 'take-decision', { ...decision(id), adopted: proposed.made?.['proposal'] });
    await secretary.do('meetings', id, 'close');
    const { body } = await secretary.read('meeting', id);
    expect(body.state).toBe('closed');
    const made = taken.made?.['decision'] ?? '';
    expect(body.decisions[made]).toMatchObject({ section: 1, outcome: 'approved', item: `${id}-1` });
    const frozen = (await member.read('decision', made)).body;
    expect(frozen.attendance[memberId]).toMatchObject({ presence: 'room', as: 'ordinary' });
    const { seats = 0, needed, present, counted } = frozen.quorum ?? {};
    expect([needed, present]).toEqual([Math.floor(seats / 2) + 1, needed]);
    expect(counted).toHaveProperty(memberId);
    expect((await SpecClient.nobody(server).read('decision', made)).body).toMatchObject({
      attendance: {},
      quorum: { seats, needed, present, counted: {} },
    });
  });

  it('Never: a decision without quorum', async () => {
    const id = await meeting('open');
    const { attendance } = (await secretary.read('meeting', id)).body;
    const others = Object.keys(attendance).filter((person) => person !== memberId);
    for (const person of others) await secretary.do('meetings', id, 'note-attendance', { person, presence: 'left' });
    const { quorum } = (await secretary.read('meeting', id)).body;
    const refused = await secretary.give('meetings', id, 'take-decision', decision(id));
    expect(refused).toMatchObject({ status: 409, problem: { code: 'decision/no-quorum', facts: { ...quorum, present: 1 } } });
    await secretary.do('meetings', id, 'close');
  });

  it('numbers § without gaps, also when two meetings of different groups decide at once', async () => {
    const [one, other] = [await meeting('open'), await meeting('open', 'rtp-1-3')];
    const again = Array.from({ length: 6 }, (_, index) => `${index}`);
    for (const id of [one, other]) {
      const by = id === one ? secretary : secretariat;
      await by.do('meetings', id, 'close-item', { item: `${id}-1` });
      for (const index of again) await by.do('meetings', id, 'add-item', { item: `${id}-x${index}`, title: 'Ärende' });
    }
    const decideAll = async (id: string, by: SpecClient) => {
      for (const index of again) {
        const item = `${id}-x${index}`;
        await by.do('meetings', id, 'take-up-item', { item });
        await by.do('meetings', id, 'take-decision', { item, outcome: 'noted', wording: 'Noteras.' });
        await by.do('meetings', id, 'close-item', { item });
      }
    };
    await Promise.all([decideAll(one, secretary), decideAll(other, secretariat)]);
    const sections = async (id: string) =>
      Object.values((await secretariat.read('meeting', id)).body.decisions).map(({ section }) => section);
    const before = 1;
    expect(await sections(one)).toEqual([1, 2, 3, 4, 5, 6].map((section) => section + before));
    expect(await sections(other)).toEqual([1, 2, 3, 4, 5, 6]);
    await secretary.do('meetings', one, 'close');
    await secretariat.do('meetings', other, 'close');
  });

  it('is never one of two open meetings of one group', async () => {
    const [one, other] = [await meeting('scheduled'), await meeting('scheduled')];
    const opened = await Promise.all([one, other].map((id) => secretary.give('meetings', id, 'open')));
    expect(opened.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(opened.find(({ status }) => status === 409)?.problem.code).toBe('proceedings/floor-taken');
    const first = opened[0]?.status === 200 ? one : other;
    const second = first === one ? other : one;
    await secretary.do('meetings', first, 'adjourn', { reason: 'Lunch' });
    await secretary.do('meetings', second, 'open');
    expect((await secretary.give('meetings', first, 'resume')).problem.code).toBe('proceedings/floor-taken');
    await secretary.do('meetings', second, 'close');
    await secretary.do('meetings', first, 'resume');
    await secretary.do('meetings', first, 'close');
  });

  it('takes no command once it is closed, and no decision while it is adjourned', async () => {
    const id = await meeting('open');
    await secretary.do('meetings', id, 'adjourn', { reason: 'Paus' });
    const adjourned = await secretary.give('meetings', id, 'take-decision', decision(id));
    expect(adjourned).toMatchObject({ status: 409, problem: { code: 'meeting/not-open', facts: { status: 'adjourned' } } });
    await secretary.do('meetings', id, 'close');
    const closed = await secretary.give('meetings', id, 'add-item', { title: 'För sent' });
    expect(closed).toMatchObject({ status: 409, problem: { code: 'meeting/over', facts: { status: 'closed' } } });
  });

  it('calls everybody with an appointment in force when it is convoked', async () => {
    const id = await meeting('scheduled');
    await secretary.do('meetings', id, 'convoke', { message: 'Välkommen' });
    const { body } = await secretary.read('meeting', id);
    const group = await secretary.read('group', GROUP);
    const members = new Set(Object.values(group.body.appointments).map(({ person }) => person));
    expect(new Set(Object.keys(body.convoked?.persons ?? {}))).toEqual(members);
  });
});

describe('who may', () => {
  it('lets a member act for themselves and for nobody else', async () => {
    const id = await meeting('open');
    await member.do('meetings', id, 'note-attendance', { person: memberId, presence: 'remote' });
    const group = await secretary.read('group', GROUP);
    const other = Object.values(group.body.appointments).find(({ person }) => person !== memberId)?.person;
    const forOther = await member.give('meetings', id, 'note-attendance', { person: other, presence: 'room' });
    expect(forOther).toMatchObject({ status: 403, problem: { code: 'command/not-allowed' } });
    const byOther = await member.give('meetings', id, 'move-proposal', { item: `${id}-1`, by: other, wording: 'Nej.' });
    expect(byOther.problem.code).toBe('command/not-allowed');
    expect((await member.give('meetings', id, 'close')).problem.code).toBe('command/not-allowed');
    await secretary.do('meetings', id, 'close');
  });

  it('lets nobody command who is not signed in, nor an auditor, nor a secretary of another group', async () => {
    const auditor = await SpecClient.as(server, 'auditor');
    const elsewhere = { group: 'rtp-1-3', ...OCCASION };
    expect(await SpecClient.nobody(server).give('meetings', 'm-1x', 'schedule', elsewhere)).toMatchObject({ status: 401 });
    expect(await auditor.give('meetings', 'm-1x', 'schedule', elsewhere)).toMatchObject({ status: 403 });
    expect(await secretary.give('meetings', 'm-1x', 'schedule', elsewhere)).toMatchObject({ status: 403 });
  });

  it('takes a power away with the appointment', async () => {
    const group = await secretariat.read('group', GROUP);
    const [appointment] = Object.entries(group.body.appointments).find(([, { person }]) => person === memberId) ?? [];
    const id = await meeting('open');
    const today = new Date().toISOString().slice(0, 10);
    await secretariat.do('groups', GROUP, 'resign', { appointment, on: today });
    const refused = await member.give('meetings', id, 'move-proposal', { item: `${id}-1`, wording: 'För sent.' });
    expect(refused).toMatchObject({ status: 403, problem: { code: 'command/not-allowed' } });
    await secretary.do('meetings', id, 'close');
  });
});

describe('a decision', () => {
  it('is followed up with tasks, corrected with a reason, superseded and executed', async () => {
    const id = await meeting('open');
    const officer = Object.values((await secretary.read('group', GROUP)).body.offices)[0];
    await secretary.do('meetings', id, 'note-attendance', { person: officer, presence: 'room' });
    const { made } = await secretary.do('meetings', id, 'take-decision', decision(id));
    await secretary.do('meetings', id, 'close');
    const taken = made?.['decision'] ?? '';
    const { made: assigned } = await secretary.do('decisions', taken, 'assign-task', {
      person: memberId,
      what: 'Skriva',
      due: '2031-04-01',
    });
    await secretary.do('decisions', taken, 'mark-task-done', { task: assigned?.['task'] });
    await secretary.do('decisions', taken, 'correct', { wording: 'Gruppen tillstyrker.', reason: 'Skrivfel' });
    await secretary.do('decisions', taken, 'mark-executed', { note: 'Klart' });
    const { body } = await secretary.read('decision', taken);
    expect(body.wording).toBe('Gruppen tillstyrker.');
    expect(Object.values(body.corrections)).toMatchObject([{ wording: { before: 'Gruppen tillstyrker förslaget.' } }]);
    expect(Object.values(body.tasks)[0]?.done).toBeDefined();
    expect((await secretary.give('decisions', taken, 'supersede', { by: 'b-none' })).problem.code).toBe('decision/unknown');
    expect((await secretary.give('decisions', 'b-none', 'correct', { wording: 'x', reason: 'y' })).status).toBe(404);
  });
});
