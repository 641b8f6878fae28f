import type { ActivityDocument } from '@samverkan/contract';
import { flattened, inBlocks } from './blocks.js';
import { entry, newest, type Entries } from './entries.js';
import { changes } from './model.js';
import type { ActivityWhole, Reach } from './wholes.js';

// How entries come to be for others than before: when their meeting is closed, and when the doors of their item are closed and opened.

type Entry = ActivityDocument['entries'][string];

export const NEWEST = 100;
const ALL = 'all';
const all: readonly string[] = [ALL];

/** The activity of the whole, and that of the event's group if it has one. */
export const keysOf = (event: object): readonly string[] =>
  'group' in event && typeof event.group === 'string' ? [ALL, event.group] : all;

interface OnItem {
  readonly group: string;
  readonly meeting: string;
  readonly item: string;
}

/** The meeting is closed: what was told of it to those signed in is told to everybody, in the order in which it happened. */
export const publish = (body: ActivityWhole, meeting: string): ActivityWhole => {
  const pending = flattened(body.pending);
  const due = pending.filter(([, one]) => one.meeting === meeting);
  if (due.length === 0) return body;
  const published = [...flattened(body.published), ...due].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...body,
    pending: inBlocks(
      pending.filter(([, one]) => one.meeting !== meeting),
      NEWEST,
    ),
    published: inBlocks(published, NEWEST),
  };
};

const isOn =
  ({ meeting, item }: OnItem) =>
  (made: Entry): boolean =>
    made.item === item && made.meeting === meeting;

const parted = <T>(entries: Entries<T>, is: (value: T) => boolean): readonly [those: Entries<T>, others: Entries<T>] => [
  entries.filter(([, one]) => is(one)),
  entries.filter(([, one]) => !is(one)),
];

/** Among others, each in its place: a position tells which. */
const among = (blocks: ActivityWhole['entries'], entries: Entries<Entry>): ActivityWhole['entries'] =>
  entries.length === 0
    ? blocks
    : inBlocks(
        [...flattened(blocks), ...entries].sort(([a], [b]) => (a < b ? -1 : 1)),
        NEWEST,
      );

/** The doors are closed: what was told of the item is taken back from everybody but those inside. The meeting is not over, so none of it is published. */
export const doorsClosed = changes<ActivityWhole, OnItem>(keysOf, (body, event, _, __, id) => {
  const isPart = isOn(event);
  const [those, entries] = parted(flattened(body.entries), isPart);
  const [waiting, pending] = parted(flattened(body.pending), isPart);
  if (those.length === 0 && waiting.length === 0) return body;
  const kept = id === ALL ? [] : those.map(([at, made]) => [at, { made, reach: entry(waiting, at) ? 'when-closed' : 'partner' }] as const);
  return {
    entries: inBlocks(entries, NEWEST),
    pending: inBlocks(pending, NEWEST),
    published: body.published,
    behind: newest([...body.behind, ...kept], NEWEST),
  };
});

/** The doors are opened: what happened behind them is told to whom it would have been told. The whole takes it from the group's activity. */
export const doorsOpened = changes<ActivityWhole, OnItem>(keysOf, (body, event, look, _, id) => {
  const isPart = isOn(event);
  const before = id === ALL ? look.get('activity', event.group) : body;
  const [those, behind] = parted(before?.behind ?? [], ({ made }) => isPart(made));
  if (those.length === 0) return body;
  const isClosed = look.get('meeting', event.meeting)?.state === 'closed';
  const told = (...reaches: readonly Reach[]): Entries<Entry> =>
    those.flatMap(([at, { made, reach }]) => (reaches.includes(reach) ? [[at, made] as const] : []));
  return {
    entries: among(body.entries, told('public', 'when-closed', 'partner')),
    pending: isClosed ? body.pending : among(body.pending, told('when-closed')),
    published: among(body.published, isClosed ? told('public', 'when-closed') : told('public')),
    behind: id === ALL ? body.behind : behind,
  };
});
