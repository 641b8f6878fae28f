import type { Ref } from '@samverkan/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appWith, fakeServer } from './fakeServer.suite.js';
import { useLive } from './live.store.js';

const meeting: Ref = { kind: 'meeting', id: 'm1' };
const overview: Ref = { kind: 'overview', id: 'all' };

function started() {
  const server = fakeServer();
  server.hold(meeting, { title: 'Möte', n: 1 });
  server.hold(overview, { groups: 39 });
  appWith(server.transport);
  const live = useLive();
  live.start();
  return { server, live };
}
/** Lets what is under way come to its end; no time passes. */
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('watching', () => {
  it('asks for a document once, however many watch it', async () => {
    const { server, live } = started();
    live.watch(meeting);
    live.watch(meeting);
    live.watch(overview);
    await settled();
    expect(server.asked).toEqual([meeting, overview]);
    expect(live.document(meeting)).toMatchObject({ state: 'live', body: { title: 'Möte' } });
  });

  it('lets go some seconds after the last watcher, and not before', async () => {
    const { server, live } = started();
    const [first, second] = [live.watch(meeting), live.watch(meeting)];
    await settled();
    first();
    first();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.unwatched).toEqual([]);
    second();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(live.document(meeting)?.state).toBe('live');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.unwatched).toEqual([meeting]);
    expect(live.document(meeting)).toBeUndefined();
  });

  it('keeps a document that is watched again in time', async () => {
    const { server, live } = started();
    live.watch(meeting)();
    await vi.advanceTimersByTimeAsync(2_000);
    live.watch(meeting);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.unwatched).toEqual([]);
    expect(server.asked).toEqual([meeting]);
  });

  it('shows a change as it comes', async () => {
    const { server, live } = started();
    live.watch(meeting);
    await settled();
    server.change(meeting, { n: 2 });
    expect(live.document(meeting)?.body).toEqual({ title: 'Möte', n: 2 });
  });

  it('says that a document is not there', async () => {
    const { live } = started();
    live.watch({ kind: 'meeting', id: 'none' });
    await settled();
    expect(live.document({ kind: 'meeting', id: 'none' })).toMatchObject({ state: 'missing', refusal: { code: 'document/not-found' } });
  });

  it('drops a document whose reader may no longer see it', async () => {
    const { server, live } = started();
    live.watch(meeting);
    await settled();
    server.takeAway(meeting);
    expect(live.document(meeting)).toMatchObject({ state: 'refused' });
    expect(live.document(meeting)?.body).toBeUndefined();
  });

  it('asks for what a gap left out', async () => {
    const { server, live } = started();
    live.watch(meeting);
    await settled();
    server.change(meeting, { n: 2 }, true);
    server.change(meeting, { n: 3 });
    expect(live.connection).toBe('behind');
    await settled();
    expect(server.asked.at(-1)).toEqual({ ...meeting, since: '000001' });
    expect(live.document(meeting)).toMatchObject({ state: 'live', body: { n: 3 } });
    expect(live.connection).toBe('live');
  });

  it('splits a watch of more than a hundred documents', async () => {
    const { server, live } = started();
    const watch = vi.spyOn(server.transport, 'watch');
    for (let n = 0; n < 230; n += 1) live.watch({ kind: 'person', id: `p${String(n)}` });
    await settled();
    expect(watch.mock.calls.map(([docs]) => docs.length)).toEqual([100, 100, 30]);
  });
});

describe('a connection that is lost', () => {
  it('leaves what was shown, says so, and resumes from the versions there are', async () => {
    const { server, live } = started();
    live.watch(meeting);
    live.watch(overview);
    await settled();
    expect(live.connection).toBe('live');
    server.cut();
    expect(live.connection).toBe('reconnecting');
    expect(live.lostAt).toBe(Date.now());
    expect(live.document(meeting)).toMatchObject({ state: 'stale', body: { n: 1 } });
    server.change(meeting, { n: 2 });
    server.change(meeting, { n: 3 });
    server.restore();
    expect(live.connection).toBe('behind');
    await settled();
    expect(server.asked.slice(-2)).toEqual([
      { ...meeting, since: '000001' },
      { ...overview, since: '000001' },
    ]);
    expect(live.document(meeting)).toMatchObject({ state: 'live', version: '000003', body: { title: 'Möte', n: 3 } });
    expect(live.connection).toBe('live');
  });

  it('takes a snapshot where the server no longer has the patches', async () => {
    const { server, live } = started();
    live.watch(meeting);
    await settled();
    server.cut();
    server.change(meeting, { n: 7 });
    server.forgetHistory();
    server.restore();
    await settled();
    expect(live.document(meeting)).toMatchObject({ state: 'live', body: { n: 7 } });
  });

  it('watches again what the server let go of', async () => {
    const { server, live } = started();
    live.watch(meeting);
    await settled();
    server.resync();
    server.change(meeting, { n: 2 });
    expect(live.connection).toBe('behind');
    await settled();
    expect(live.document(meeting)).toMatchObject({ state: 'live', body: { n: 2 } });
  });
});

describe('commands', () => {
  it('go once and are answered', async () => {
    const { server, live } = started();
    const answer = live.send('meetings', 'm1', 'open', {});
    expect(live.unsent).toBe(1);
    await expect(answer).resolves.toMatchObject({ done: { repeated: false } });
    expect(live.unsent).toBe(0);
    expect(server.commands).toMatchObject([{ context: 'meetings', target: 'm1', command: 'open', body: {} }]);
    expect(server.commands[0]?.id).toMatch(/^[0-9a-f]{32}$/u);
  });

  it('keep their id when they are sent again after a lost connection', async () => {
    const { server, live } = started();
    server.answerCommandsWith(() => undefined);
    const answer = live.send('meetings', 'm1', 'close', {});
    await settled();
    server.cut();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(server.commands).toHaveLength(1);
    server.answerCommandsWith(() => ({ done: { position: '1', version: '1', repeated: true } }));
    server.restore();
    await expect(answer).resolves.toMatchObject({ done: { repeated: true } });
    expect(new Set(server.commands.map(({ id }) => id)).size).toBe(1);
    expect(server.commands).toHaveLength(2);
  });

  it('wait for the connection when there is none', async () => {
    const { server, live } = started();
    server.cut();
    const answer = live.send('meetings', 'm1', 'adjourn', { reason: 'Lunch' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.commands).toEqual([]);
    server.restore();
    await expect(answer).resolves.toHaveProperty('done');
    expect(server.commands).toHaveLength(1);
  });

  it('are tried again when the answer was lost on a standing connection', async () => {
    const { server, live } = started();
    let tries = 0;
    server.answerCommandsWith(() => ((tries += 1) < 3 ? undefined : { done: { position: '1', version: '1', repeated: true } }));
    const answer = live.send('meetings', 'm1', 'resume', {});
    await vi.advanceTimersByTimeAsync(3_000);
    await expect(answer).resolves.toHaveProperty('done');
    expect(new Set(server.commands.map(({ id }) => id)).size).toBe(1);
  });

  it('are not given in the name of another', async () => {
    const { server, live } = started();
    live.watch(meeting);
    await settled();
    server.cut();
    const answer = live.send('meetings', 'm1', 'open', {});
    live.forgetAndReconnect();
    await expect(answer).resolves.toMatchObject({ refused: { code: 'client/identity-changed' } });
    await settled();
    expect(server.commands).toEqual([]);
  });
});

it('fetches everything anew for another identity, resuming nothing', async () => {
  const { server, live } = started();
  live.watch(meeting);
  await settled();
  live.forgetAndReconnect();
  expect(live.document(meeting)).toMatchObject({ state: 'loading' });
  await settled();
  expect(server.asked.at(-1)).toEqual(meeting);
  expect(live.document(meeting)?.state).toBe('live');
});
