import { writeSync } from 'node:fs';
import { createHandler, openSqliteLog, type Decider } from './index.js';

// Writes with 64 callers, half of them on one stream, and reports each event when it has been acknowledged; ends when it is killed.

interface Counted {
  readonly type: 'Counted';
  readonly number: number;
  readonly text: string;
}

const counter: Decider<number, string, Counted> = {
  initial: 0,
  evolve: (_, event) => event.number,
  decide: (text, last) => [{ type: 'Counted', number: last + 1, text }],
};

const log = openSqliteLog({ file: process.argv[2] ?? '', partnership: 'test' });
const handler = createHandler(log);
let commands = 0;

async function call(caller: number): Promise<never> {
  const stream = caller % 2 === 0 ? 'counter-shared' : `counter-${String(caller)}`;
  for (;;) {
    const commandId = `${String(process.pid)}-${String((commands += 1))}`;
    const text = 'å'.repeat(commands % 700);
    const meta = { commandId, actor: { account: 'a', role: 'secretary' }, at: new Date().toISOString() };
    const { events, position, revision } = await handler.handle(counter, stream, text, meta);
    writeSync(1, `${JSON.stringify({ commandId, stream, position, revision, data: { number: events[0]?.number, text } })}\n`);
  }
}

writeSync(1, 'open\n');
await Promise.all(Array.from({ length: 64 }, (_, caller) => call(caller)));
