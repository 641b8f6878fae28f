import { meetingDecider, encodeMeeting, streamOf, type MeetingEvent } from '@samverkan/domain';
import { createMemoryLog, createHandler, type CommandMeta } from '@samverkan/event-store';

/** An event as the peers store it: the same text that the product's log keeps of the same command. */
export interface PeerRow {
  readonly stream: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
  readonly json: string;
}

const AT = '2008-03-04T09:00:00.000Z';

/** Metadata of a command as the server makes it. */
export const benchMeta = (commandId: string, at = AT): CommandMeta => ({
  commandId,
  fingerprint: 'b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184',
  actor: { account: 'secretariat', person: '0f4b8f0e-5d9c-7a1b-9a45-000000000001', organisation: 'lansstyrelsen', role: 'secretariat' },
  at,
  correlation: commandId,
});

/** The row that noting somebody's attendance leaves in the log. */
export async function attendanceRow(): Promise<PeerRow> {
  const log = createMemoryLog({ partnership: '7f3a2b10-0000-4000-8000-000000000000' });
  const { handle } = createHandler(log);
  const meeting = '019a0000-0000-7000-8000-000000000000';
  const stream = streamOf.meeting(meeting);
  const decider = { ...meetingDecider, encode: (event: MeetingEvent) => encodeMeeting(event) };
  await handle(
    decider,
    stream,
    {
      type: 'Schedule',
      meeting,
      group: 'rtp-1-2',
      groupActive: true,
      title: 'Möte',
      place: 'Härnösand',
      startsAt: AT,
      endsAt: '2008-03-04T12:00:00.000Z',
      at: AT,
    },
    benchMeta('019a0000-0000-7000-8000-00000000000a'),
  );
  await handle(
    decider,
    stream,
    { type: 'NoteAttendance', person: '0f4b8f0e-5d9c-7a1b-9a45-000000000001', presence: 'room', at: AT },
    benchMeta('019a0000-0000-7000-8000-00000000000b'),
  );
  for await (const page of log.read(stream, 1)) {
    const event = page[0]!;
    await log.close();
    const { data, meta, type } = event;
    return { stream, type, data: JSON.stringify(data), meta: JSON.stringify(meta), json: JSON.stringify(event) };
  }
  throw new Error('the log has lost its event');
}
