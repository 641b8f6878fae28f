import { join } from 'node:path';
import { openSqliteLog, type SqliteLog } from '@samverkan/event-store';
import { fill, history, type Step } from '../data/history.ts';
import { newCommandId } from '../data/ids.ts';
import { benchMeta } from '../data/rows.ts';
import { median, now } from '../measure/statistics.ts';
import { serve } from '../processes/serve.ts';

// The log alone, as it grows; nothing is decided while the clock runs.

const FROM = 10;

const meetings: string[] = [];
let log: SqliteLog | undefined;
let events = 0;
let probes = 0;

/** The history, with the streams of its meetings noted as they begin. */
function* noted(): Generator<Step> {
  for (const step of history()) {
    const first = step.writes[0];
    if (first !== undefined && first.expectedRevision === -1 && first.stream.startsWith('meeting-')) meetings.push(first.stream);
    yield step;
  }
}
const steps = noted();

function opened(): SqliteLog {
  if (log === undefined) throw new Error('the log is not open');
  return log;
}

/** Appends one event after the other to a stream of its own, under ids as the page makes them. */
async function appendTo(stream: string, until: number): Promise<number> {
  const data = { meeting: 'probe', group: 'rtp-1-2', person: 'guest-000000000001', presence: 'room', at: '2008-03-04T09:00:00.000Z' };
  let revision = -1;
  while (now() < until) {
    const write = { stream, expectedRevision: revision, events: [{ type: 'AttendanceNoted', data }] };
    await opened().append([write], benchMeta(newCommandId()));
    revision += 1;
  }
  return revision + 1;
}

/** The last events of a stream, in microseconds. */
async function readTail(stream: string): Promise<number> {
  const began = now();
  let last = -1;
  for await (const page of opened().read(stream, FROM)) last = page.at(-1)?.revision ?? last;
  if (last < FROM + 5) throw new Error(`${stream} ends at ${String(last)}`);
  return (now() - began) * 1_000;
}

export const growingLog = serve({
  open: (folder: string) => {
    log = openSqliteLog({ file: join(folder, 'growing.sqlite') });
  },
  grow: async (to: number) => {
    events = await fill(opened(), steps, events, to);
    return events;
  },
  /** Appends a second, while so many callers each append to a stream of their own. */
  append: async ({ callers, milliseconds }: { callers: number; milliseconds: number }) => {
    const began = now();
    const written = await Promise.all(
      Array.from({ length: callers }, () => appendTo(`meeting-probe-${String((probes += 1))}`, began + milliseconds)),
    );
    const appended = written.reduce((sum, count) => sum + count, 0);
    events += appended;
    return (appended / (now() - began)) * 1_000;
  },
  /** Microseconds to read the tail of a stream, the middle of many streams from all over the log. */
  tail: async (times: number) => {
    const taken: number[] = [];
    // The newest meeting may not be over yet.
    const over = meetings.length - 2;
    for (let n = 0; n < times; n += 1) taken.push(await readTail(meetings[Math.floor((n * over) / times)]!));
    return median(taken);
  },
});
