import 'reflect-metadata';
import { readConfig } from './platform/config/config.js';
import { isReachedByNumber } from './platform/session/origin.js';
import { sentenceOf } from './sentence.js';
import { serve, type Serving } from './serve.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const BY_NUMBER =
  'SAMVERKAN_URL does not say where people reach the server: it answers at localhost and at addresses of numbers, and at no host name.';

// What is said to nobody is no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

let serving: Serving | undefined;
let stopping = false;

/** The first signal asks to stop, the second does not wait for it. */
function stop(): void {
  if (stopping) process.exit(1);
  stopping = true;
  if (serving === undefined) process.exit(0);
  serving.stop().then(
    () => process.exit(0),
    (error: unknown) => giveUp(error),
  );
}

function giveUp(error: unknown): never {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

try {
  const config = readConfig(process.env);
  serving = await serve(config, say);
  say(`listening on ${serving.url}`);
  // Where a port was chosen by the system, nobody but whoever asked for that knows the address.
  if (config.port !== 0) say(`open ${config.url} in a browser`);
  if (isReachedByNumber(config)) say(BY_NUMBER);
} catch (error) {
  giveUp(error);
}
