import { holdsOn } from '@samverkan/contract';
import type { SpecClient } from './client.suite.js';

/** Notes the first so many ordinary members of a group as present in its meeting that it may decide, after those who are named. */
export async function comeTo(by: SpecClient, meeting: string, named: readonly string[] = []): Promise<void> {
  const { group } = (await by.read('meeting', meeting)).body;
  const { appointments, seats } = (await by.read('group', group)).body;
  const today = new Date().toISOString().slice(0, 10);
  const ordinary = Object.values(appointments).flatMap((one) => (one.as === 'ordinary' && holdsOn(one, today) ? [one.person] : []));
  const needed = Math.floor(Object.keys(seats).length / 2) + 1;
  const present = [...new Set([...named.filter((person) => ordinary.includes(person)), ...ordinary])].slice(0, needed);
  for (const person of new Set([...named, ...present])) await by.do('meetings', meeting, 'note-attendance', { person, presence: 'room' });
}
