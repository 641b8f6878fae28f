import type { JsonObject, Ref } from '@samverkan/contract';
import { describe, expect, it, vi } from 'vitest';
import { effectScope, ref } from 'vue';
import { appWith, fakeServer } from './fakeServer.suite.js';
import { useLive } from './live.store.js';
import { listQueryId } from './listQueryId.js';
import { useList } from './useList.js';

const page = (query: Parameters<typeof listQueryId<'decisions'>>[1]): Ref => ({
  kind: 'list/decisions',
  id: listQueryId('decisions', query),
});
const row = (title: string): JsonObject => ({
  title,
  group: 'g',
  meeting: 'm',
  year: 2008,
  section: 1,
  outcome: 'noted',
  wording: '',
  measures: {},
  at: '2008-01-01',
  state: 'standing',
});
const body = (ids: readonly string[], next?: string): JsonObject => ({
  rows: Object.fromEntries(ids.map((id) => [id, row(id)])),
  order: ids,
  total: 5,
  facets: { year: { 2008: 5 } },
  ...(next === undefined ? {} : { next }),
});

/** Lets what is under way come to its end. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function started() {
  const server = fakeServer();
  server.hold(page({}), body(['a', 'b'], 'after-b'));
  server.hold(page({ cursor: 'after-b' }), body(['c', 'd'], 'after-d'));
  server.hold(page({ cursor: 'after-a' }), body(['b', 'c'], 'after-c'));
  server.hold(page({ q: 'skog' }), body(['s']));
  appWith(server.transport);
  useLive().start();
  const q = ref<string>();
  const scope = effectScope();
  const list = scope.run(() => useList('decisions', () => ({ q: q.value })));
  if (!list) throw new Error('the scope does not run');
  const ids = () => list.rows.value.map(({ id }) => id);
  return { server, q, scope, list, ids };
}

describe('a list shown by pages', () => {
  it('shows the first page and, when asked for, one more', async () => {
    const { list, ids } = started();
    await settled();
    expect(ids()).toEqual(['a', 'b']);
    expect(list.total.value).toBe(5);
    expect(list.hasMore.value).toBe(true);
    list.more();
    await settled();
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps its pages joined when rows come in', async () => {
    const { server, list, ids } = started();
    await settled();
    list.more();
    await settled();
    server.change(page({}), { rows: { new: row('new'), b: null }, order: ['new', 'a'], next: 'after-a', total: 6 });
    await settled();
    expect(ids()).toEqual(['new', 'a', 'b', 'c']);
    expect(list.total.value).toBe(6);
  });

  it('shows a row once where two pages overlap for a moment', async () => {
    const { server, list, ids } = started();
    await settled();
    list.more();
    await settled();
    server.change(page({ cursor: 'after-b' }), { rows: { b: row('b') }, order: ['b', 'c', 'd'] });
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('begins again with one page when something else is asked', async () => {
    const { q, list, ids } = started();
    await settled();
    list.more();
    await settled();
    q.value = 'skog';
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
    await settled();
    expect(ids()).toEqual(['s']);
    expect(list.hasMore.value).toBe(false);
  });

  it('lets go of every page with the view', async () => {
    vi.useFakeTimers();
    const { server, scope, list } = started();
    await vi.advanceTimersByTimeAsync(0);
    list.more();
    await vi.advanceTimersByTimeAsync(0);
    scope.stop();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(server.unwatched.map(({ id }) => id).sort()).toEqual([page({}).id, page({ cursor: 'after-b' }).id].sort());
    vi.useRealTimers();
  });
});
