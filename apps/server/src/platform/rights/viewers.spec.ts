import { createMemoryLog } from '@samverkan/event-store';
import { PROJECTIONS } from '@samverkan/projections';
import { createMemoryStore } from '@samverkan/read-store';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Partnership } from '../live/testing/partnership.suite.js';
import { Projector } from '../projector/projector.js';
import { Viewers } from './viewers.js';

let projector: Projector;
let viewers: Viewers;
let partnership: Partnership;
let now: string;

const member = (person: string) => ({ account: person, role: 'member' as const, person, name: '' });
const groupsOf = (person: string) => [...viewers.viewerOf(member(person)).groups];

async function after(event: Promise<string>): Promise<void> {
  await projector.reached(await event);
  projector.tellNow();
}

beforeEach(async () => {
  const log = createMemoryLog({ partnership: 'spec' });
  partnership = new Partnership(log);
  projector = new Projector({ log, store: createMemoryStore(), models: PROJECTIONS, report: () => undefined });
  await projector.start();
  now = '2026-11-23T10:00:00.000Z';
  viewers = new Viewers(projector, () => now);
  await after(partnership.group('g1'));
});
afterEach(async () => {
  viewers.stop();
  await projector.stop();
  vi.useRealTimers();
});

describe('a viewer', () => {
  it('who is not signed in has no role and no groups', () => {
    expect(viewers.viewerOf(undefined)).toEqual({ groups: new Set() });
  });

  it('holds powers through appointments: when the term ends, so does the power', async () => {
    expect(groupsOf('p1')).toEqual([]);
    await after(partnership.appoint('g1', 'p1'));
    expect(groupsOf('p1')).toEqual(['g1']);
    const told: string[] = [];
    viewers.onChange((persons) => told.push(...persons));
    await after(partnership.resign('g1', 'p1'));
    expect(groupsOf('p1')).toEqual([]);
    expect(told).toEqual(['p1']);
  });

  it('stays the same until something about it changes', async () => {
    await after(partnership.appoint('g1', 'p1'));
    const one = viewers.viewerOf(member('p1'));
    const two = viewers.viewerOf(member('p2'));
    await after(partnership.appoint('g1', 'p2'));
    expect(viewers.viewerOf(member('p1'))).toBe(one);
    expect(viewers.viewerOf(member('p2'))).not.toBe(two);
  });

  it('loses a group when the last day of the term is over, though nothing is recorded', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    viewers.stop();
    viewers = new Viewers(projector, () => now);
    await after(partnership.appoint('g1', 'p1', '2026-11-23'));
    expect(groupsOf('p1')).toEqual(['g1']);
    const told: string[] = [];
    viewers.onChange((persons) => told.push(...persons));
    // A minute before and after midnight in Stockholm.
    now = '2026-11-23T22:59:00.000Z';
    vi.advanceTimersByTime(60_000);
    expect(groupsOf('p1')).toEqual(['g1']);
    now = '2026-11-23T23:01:00.000Z';
    vi.advanceTimersByTime(60_000);
    expect(groupsOf('p1')).toEqual([]);
    expect(told).toEqual(['p1']);
  });
});
