import type { GroupDocument } from '@samverkan/contract';
import { stockholmDay } from '../platform/i18n/stockholm.js';

/**
 * The § that the group's next decision gets, by the latest decisions in its document: those of this year are among them if there are any. Only as
 * whoever runs the group's meetings sees them, with those behind closed doors.
 */
export function nextSection(group: Pick<GroupDocument, 'decisions'> | undefined, now: Date): number | undefined {
  if (group === undefined) return undefined;
  const year = Number(stockholmDay(now).slice(0, 4));
  const ours = Object.values(group.decisions).filter((decision) => decision.year === year);
  return Math.max(0, ...ours.map(({ section }) => section)) + 1;
}
