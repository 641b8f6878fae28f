import type { JsonObject, Ref } from '@samverkan/contract';
import { afterEach, expect, it, vi } from 'vitest';
import { listQueryId } from '../platform/live/listQueryId.js';
import type { fakeServer } from '../platform/live/fakeServer.suite.js';
import { settled, shownAt } from '../platform/mountView.suite.js';

type Query = Parameters<typeof listQueryId<'decisions'>>[1];
const list = (query: Query): Ref => ({ kind: 'list/decisions', id: listQueryId('decisions', query) });
const row = (section: number, title: string): JsonObject => ({
  group: 'g1',
  meeting: 'm1',
  year: 2008,
  section,
  title,
  outcome: 'noted',
  wording: 'Till handlingarna.',
  measures: {},
  at: '2008-02-03T09:30:00.000Z',
  state: 'standing',
});
const body = (rows: Readonly<Record<string, JsonObject>>, order: readonly string[]): JsonObject => ({
  rows,
  order,
  total: order.length,
  facets: { year: { 2008: order.length } },
});
function hold(server: ReturnType<typeof fakeServer>): void {
  server.hold(list({}), body({ a: row(1, 'Verksamhetsplan'), b: row(2, 'Biomassa') }, ['b', 'a']));
  server.hold(list({ q: 'bio' }), body({ b: row(2, 'Biomassa') }, ['b']));
  server.hold(list({ q: 'bio', year: 2008 }), body({}, []));
}
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

it('searches as one writes, with what is asked in the address', async () => {
  const { view, router } = await shownAt('/beslut', hold);
  expect(view.findAll('main ol > li').map((one) => one.get('a').text())).toEqual(['Biomassa', 'Verksamhetsplan']);
  await view.get('input[type=search]').setValue('bio');
  expect(view.findAll('main ol > li')).toHaveLength(2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await settled();
  expect(router.currentRoute.value.query).toEqual({ q: 'bio' });
  expect(view.findAll('main ol > li')).toHaveLength(1);
  expect(view.get('[role=status]').text()).toBe('Ett beslut');
});

it('shows what an address asks for, and says when there is none', async () => {
  const { view, router } = await shownAt('/beslut?q=bio&year=2008', hold);
  expect((view.get('input[type=search]').element as HTMLInputElement).value).toBe('bio');
  expect(view.text()).toContain('Inga beslut stämmer med sökningen.');
  const clear = view.findAll('button').find((button) => button.text() === 'Rensa');
  await clear?.trigger('click');
  await settled();
  expect(router.currentRoute.value.query).toEqual({});
  expect(view.findAll('main ol > li')).toHaveLength(2);
});

it('marks a decision that is taken while the register is read', async () => {
  const { view, server } = await shownAt('/beslut', hold);
  server.change(list({}), { rows: { c: row(3, 'Nytt beslut') }, order: ['c', 'b', 'a'], total: 3 });
  await settled();
  expect(view.findAll('.arrived').map((one) => one.get('a').text())).toEqual(['Nytt beslut']);
});
