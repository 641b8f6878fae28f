import type { codecs, DomainEvent } from '@samverkan/domain';
import { createMemoryLog, type EventLog } from '@samverkan/event-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from 'pino';
import { LogCheck } from './log-check.js';
import { secondMakings } from './second-makings.js';

let log: EventLog;
let commands = 0;
beforeEach(() => (log = createMemoryLog({ partnership: 'spec' })));
afterEach(() => log.close());

const at = '2031-03-01T09:00:00.000Z';
/** Writes an event at the end of its stream, whatever stands before it. */
async function wrote(category: keyof typeof codecs, id: string, event: DomainEvent): Promise<void> {
  const stream = `${category}-${id}`;
  let last = -1;
  for await (const page of log.read(stream)) last = page.at(-1)?.revision ?? last;
  const { type, ...data } = event;
  const meta = { commandId: `spec-${(commands += 1)}`, actor: { account: 'spec', role: 'system' }, at };
  await log.append([{ stream, expectedRevision: last, events: [{ type, data }] }], meta);
}
const taken = (meeting: string, group: string): DomainEvent => ({
  type: 'DecisionTaken',
  meeting,
  group,
  at,
  decision: 'd',
  item: 'i',
  year: 2031,
  section: 1,
  outcome: 'approved',
  wording: 'Bifall',
  proposals: [],
  manner: 'acclamation',
  attendance: [],
  measures: [],
});
const scheduled: DomainEvent = {
  type: 'MeetingScheduled',
  meeting: 'm',
  group: 'g',
  title: 'Möte',
  place: 'Sal',
  startsAt: at,
  endsAt: at,
  at,
};

describe('the check of the log', () => {
  it('names an event that makes what was made before, and what followed from it', async () => {
    await wrote('meeting', 'm', scheduled);
    await wrote('meeting', 'm', taken('m', 'g'));
    await wrote('decision', 'd', { type: 'DecisionExecuted', decision: 'd', group: 'g', at, note: '' });
    expect(await secondMakings(log)).toEqual([]);
    await wrote('meeting', 'n', taken('n', 'h'));
    await wrote('decision', 'd', { type: 'DecisionExecuted', decision: 'd', group: 'h', at, note: '' });
    await wrote('meeting', 'm', scheduled);
    expect(await secondMakings(log)).toMatchObject([
      { type: 'DecisionTaken', stream: 'meeting-n' },
      { type: 'DecisionExecuted', stream: 'decision-d' },
      { type: 'MeetingScheduled', stream: 'meeting-m' },
    ]);
  });

  it('says so where whoever runs the installation reads it, and goes on', async () => {
    await wrote('meeting', 'm', taken('m', 'g'));
    await wrote('meeting', 'n', taken('n', 'h'));
    const said: object[] = [];
    const logger = { warn: (what: object) => said.push(what), error: () => undefined } as unknown as Logger;
    const check = new LogCheck(Object.assign(log, { verify: () => Promise.resolve() }), logger);
    await check.run();
    expect(check.condition).toBe('sound');
    expect(said).toMatchObject([{ type: 'DecisionTaken', stream: 'meeting-n' }]);
  });
});
