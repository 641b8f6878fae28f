import type { MeetingDocument, MeetingState } from '@samverkan/contract';

/** What has happened between two states of a meeting, as facts that a sentence is made of. */
export type News =
  | { readonly of: 'meeting'; readonly state: MeetingState; readonly resumed: boolean }
  | { readonly of: 'convoked' }
  | { readonly of: 'rescheduled'; readonly startsAt: string }
  | { readonly of: 'decision'; readonly id: string }
  | { readonly of: 'taken-up'; readonly item: string }
  | { readonly of: 'closed'; readonly item: string }
  | { readonly of: 'added'; readonly item: string }
  | { readonly of: 'doors'; readonly item: string }
  | { readonly of: 'moved' }
  | { readonly of: 'proposal'; readonly item: string; readonly by: string; readonly withdrawn: boolean }
  | { readonly of: 'serving'; readonly person: string }
  | { readonly of: 'attendance'; readonly person: string }
  | { readonly of: 'attendances'; readonly count: number };

const isNew = (before: Readonly<Record<string, unknown>>, id: string): boolean => !Object.hasOwn(before, id);

/** The weightiest first: what is spoken is cut off after a few sentences. */
export function newsBetween(before: MeetingDocument, after: MeetingDocument): readonly News[] {
  if (before === after) return [];
  const news: News[] = [];
  if (before.state !== after.state) {
    news.push({ of: 'meeting', state: after.state, resumed: before.state === 'adjourned' && after.state === 'open' });
  }
  if (after.convoked && before.convoked?.at !== after.convoked.at) news.push({ of: 'convoked' });
  if (after.rescheduled && before.rescheduled?.at !== after.rescheduled.at) news.push({ of: 'rescheduled', startsAt: after.startsAt });
  for (const id of Object.keys(after.decisions)) if (isNew(before.decisions, id)) news.push({ of: 'decision', id });
  return [...news, ...ofItems(before, after), ...ofAttendance(before, after)];
}

function ofItems(before: MeetingDocument, after: MeetingDocument): readonly News[] {
  const states: News[] = [];
  const proposals: News[] = [];
  for (const item of after.order) {
    const now = after.agenda[item];
    const then = before.agenda[item];
    if (now === undefined || now === then) continue;
    if (then === undefined) {
      // An agenda that comes into sight as a whole, when a meeting is published or somebody signs in, is no row of news.
      if (before.order.length > 0 || after.order.length === 1) states.push({ of: 'added', item });
      continue;
    }
    if (now.state !== then.state) states.push({ of: now.state === 'current' ? 'taken-up' : 'closed', item });
    if (now.doors !== then.doors) states.push({ of: 'doors', item });
    for (const [id, proposal] of Object.entries(now.proposals)) {
      const former = then.proposals[id];
      if (former === undefined) proposals.push({ of: 'proposal', item, by: proposal.by, withdrawn: false });
      else if (proposal.state === 'withdrawn' && former.state !== 'withdrawn') {
        proposals.push({ of: 'proposal', item, by: proposal.by, withdrawn: true });
      }
    }
  }
  const stayed = after.order.filter((id) => before.order.includes(id));
  const moved = stayed.some((id, at) => before.order.filter((each) => after.order.includes(each))[at] !== id);
  return [...states, ...proposals, ...(moved ? [{ of: 'moved' } as const] : [])];
}

function ofAttendance(before: MeetingDocument, after: MeetingDocument): readonly News[] {
  const changed = Object.keys(after.attendance).filter((id) => before.attendance[id]?.presence !== after.attendance[id]?.presence);
  const serving: News[] = Object.keys(after.serving)
    .filter((person) => isNew(before.serving, person))
    .map((person) => ({ of: 'serving', person }));
  if (changed.length > 2) return [{ of: 'attendances', count: changed.length }, ...serving];
  return [...changed.map((person) => ({ of: 'attendance', person }) as const), ...serving];
}
