import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Handler } from '@samverkan/event-store';
import { createApp } from './app.js';
import { firstStart } from './first-start.js';
import { Importer } from './imports/importer.js';
import { systemClock, type Clock } from './platform/clock.js';
import type { Commands } from './platform/commands/commands.js';
import type { Config } from './platform/config/config.js';
import { openData, type DataFolder } from './platform/data-folder/open-data.js';
import { COMMAND_SERVICE } from './platform/live/live.ports.js';
import { createLogger } from './platform/logger.js';
import { HANDLER } from './platform/tokens.js';

const WEB = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** A server that listens. */
export interface Serving {
  readonly url: string;
  /** Takes no more commands, answers those it took, then closes everything. */
  stop(): Promise<void>;
}

/** Opens the data, fills it at the first start, and listens. What it cannot use it says by throwing. */
export async function serve(config: Config): Promise<Serving> {
  const logger = createLogger();
  const data = await openData(config.data, (message) => {
    logger.warn(message);
  });
  let app: NestFastifyApplication | undefined;
  try {
    app = await createApp({ ...data, config, logger, clock: systemClock, ...(existsSync(WEB) ? { web: WEB } : {}) });
    return await listen(app, config, data);
  } catch (error) {
    await app?.close();
    await data.close();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, config: Config, data: DataFolder): Promise<Serving> {
  const commands = app.get<Commands>(COMMAND_SERVICE);
  const handler = app.get<Handler>(HANDLER);
  const importerAt = (clock: Clock) => new Importer(handler, data.vault, clock);
  await firstStart({ config, log: data.log, handler, commands, importerAt, clock: systemClock });
  // Not by Nest's own `listen`, which writes to the log what is told in a sentence when it fails.
  await app.init();
  const url = await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  return {
    url,
    stop: async () => {
      await commands.drain();
      await app.close();
      await data.close();
    },
  };
}
