import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createMemoryLog, type EventLog, type Handler } from '@samverkan/event-store';
import { createMemoryStore } from '@samverkan/read-store';
import { createMemoryVault, type Vault } from '@samverkan/vault';
import { createApp } from '../app.js';
import { fill } from '../first-start.js';
import { Importer } from '../imports/importer.js';
import { systemClock, type Clock } from '../platform/clock.js';
import type { Commands } from '../platform/commands/commands.js';
import { COMMAND_SERVICE } from '../platform/live/live.ports.js';
import { createLogger } from '../platform/logger.js';
import { HANDLER } from '../platform/tokens.js';

/** A whole server for a spec: its log and documents in memory, listening on a free port. */
export interface SpecServer {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly log: EventLog;
  readonly vault: Vault;
  readonly commands: Commands;
  close(): Promise<void>;
}

export async function startServer(
  options: { readonly demo?: boolean; readonly clock?: Clock; readonly web?: string; readonly filled?: boolean } = {},
): Promise<SpecServer> {
  const log = createMemoryLog({ partnership: 'spec' });
  const vault = createMemoryVault();
  const store = createMemoryStore();
  const app = await createApp({
    config: { port: 0, host: '127.0.0.1', data: '/nowhere', demo: options.demo ?? true },
    log,
    vault,
    store,
    sessionKey: randomBytes(32),
    clock: options.clock ?? systemClock,
    logger: createLogger('silent'),
    ...(options.web === undefined ? {} : { web: options.web }),
  });
  const commands = app.get<Commands>(COMMAND_SERVICE);
  if (options.filled === true) {
    const importerAt = (clock: Clock) => new Importer(app.get<Handler>(HANDLER), vault, clock);
    await fill({ config: { data: '/nowhere', demo: options.demo ?? true }, importerAt, commands, today: systemClock() });
  }
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    app,
    log,
    vault,
    commands,
    close: async () => {
      await app.close();
      await log.close();
      await store.close();
      vault.close();
    },
  };
}
