import type { CommandMeta, NewEvent, StoredEvent, Write } from './port.js';

let commands = 0;
export function meta(commandId = `command-${String((commands += 1))}`, fingerprint?: string): CommandMeta {
  const base = { commandId, actor: { account: 'kerstin', role: 'secretary' }, at: '2008-03-04T09:00:00.000Z' };
  return fingerprint === undefined ? base : { ...base, fingerprint };
}

export function happened(count = 1, text = 'x'): NewEvent[] {
  return Array.from({ length: count }, (_, index) => ({ type: 'SomethingHappened', data: { index, text } }));
}

export function write(stream: string, expectedRevision: number, events = happened()): Write {
  return { stream, expectedRevision, events };
}

export async function collect(pages: AsyncIterable<readonly StoredEvent[]>): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of pages) events.push(...page);
  return events;
}
