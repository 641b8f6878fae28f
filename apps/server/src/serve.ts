import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Handler } from '@samverkan/event-store';
import { createApp } from './app.js';
import { firstStart } from './first-start.js';
import { Importer } from './imports/importer.js';
import { systemClock, type Clock } from './platform/clock.js';
import type { Commands } from './platform/commands/commands.js';
import type { Config } from './platform/config/config.js';
import { openData } from './platform/data-folder/open-data.js';
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
  try {
    const app = await createApp({
      ...data,
      config,
      logger,
      clock: systemClock,
      ...(existsSync(WEB) ? { web: WEB } : {}),
    });
    const commands = app.get<Commands>(COMMAND_SERVICE);
    const handler = app.get<Handler>(HANDLER);
    const importerAt = (clock: Clock) => new Importer(handler, data.vault, clock);
    await firstStart({ config, log: data.log, commands, importerAt, clock: systemClock });
    await app.listen(config.port, config.host);
    return {
      url: await app.getUrl(),
      stop: async () => {
        await commands.drain();
        await app.close();
        await data.close();
      },
    };
  } catch (error) {
    await data.close();
    throw error;
  }
}
