import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Handler } from '@samverkan/event-store';
import { requiresInVain } from './accounts/required-means.js';
import { createApp } from './app.js';
import { filledBy, type Filled } from './demo/filling.js';
import { demoIn, firstStart } from './first-start.js';
import { Importer } from './imports/importer.js';
import { ClockTrust } from './platform/clock-trust.js';
import { systemClock, type Clock } from './platform/clock.js';
import type { Commands } from './platform/commands/commands.js';
import type { Config } from './platform/config/config.js';
import { clockConfirmed, confirmClock, lastRecorded, lastWritten, latest } from './platform/data-folder/clock-signs.js';
import { openData, type DataFolder } from './platform/data-folder/open-data.js';
import { DataFolderUnusable } from './platform/data-folder/unusable.js';
import { COMMAND_SERVICE } from './platform/live/live.ports.js';
import { createLogger } from './platform/logger.js';
import { HANDLER } from './platform/tokens.js';

const WEB = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** A server that listens. */
export interface Serving {
  readonly url: string;
  /**
   * Takes no more commands, answers those it took, then closes everything.
   * @throws DataFolderUnusable when the data folder was taken away meanwhile
   */
  stop(): Promise<void>;
}

/**
 * Opens the data, fills it at the first start, and listens. What it cannot use it says by throwing.
 * @param say tells whoever runs it, in one line each, where it does otherwise than the settings ask
 */
export async function serve(asked: Config, say: (line: string) => unknown = () => undefined): Promise<Serving> {
  const logger = createLogger();
  const written = lastWritten(asked.data);
  const data = await openData(asked.data, (message) => {
    logger.warn(message);
  });
  let app: NestFastifyApplication | undefined;
  try {
    const filled = await filledBy(data.log);
    const config = { ...asked, demo: demoIn(filled.filling, asked.demo) };
    for (const line of aboutDemo(filled, asked)) say(line);
    // Whoever chooses who to be, in a demo, signs in by no means at all.
    const inVain = config.demo ? undefined : requiresInVain(config);
    if (inVain !== undefined) say(inVain);
    const clockTrust = new ClockTrust({
      clock: systemClock,
      monotonic: () => performance.now(),
      lastSign: latest([written, await lastRecorded(data.log)]),
      confirmed: () => clockConfirmed(asked.data),
      confirm: (moment) => confirmClock(asked.data, moment),
      say: (line) => {
        logger.warn(line);
      },
    });
    const withheld = config.demo ? {} : { withheld: filled.demoAccounts };
    app = await createApp({
      ...data,
      storageFault: data.storage.fault,
      config,
      logger,
      clock: systemClock,
      clockTrust,
      ...withheld,
      ...(existsSync(WEB) ? { web: WEB } : {}),
    });
    return await listen(app, config, data, filled);
  } catch (error) {
    await app?.close();
    await data.close();
    throw error;
  }
}

/** What is to be told of a folder and the demo. */
function aboutDemo({ filling, demoAccounts }: Filled, { data, demo }: Pick<Config, 'data' | 'demo'>): readonly string[] {
  if (filling === 'demo') {
    const off = `The data folder ${data} was filled by the demo, and SAMVERKAN_DEMO is off: the demo's accounts cannot be used. Real data belongs in another folder.`;
    return demo ? [] : [off];
  }
  const aside = `SAMVERKAN_DEMO=on is left aside: the data folder ${data} was not filled by the demo. People sign in to it with accounts of their own.`;
  const left = `Accounts of a demo stand in the data folder ${data} from an earlier start (${[...demoAccounts].join(', ')}): nobody can use them. An administrator can close them.`;
  return [...(demo && filling !== 'empty' ? [aside] : []), ...(demoAccounts.size > 0 ? [left] : [])];
}

async function listen(app: NestFastifyApplication, config: Config, data: DataFolder, { filling }: Filled): Promise<Serving> {
  const commands = app.get<Commands>(COMMAND_SERVICE);
  const handler = app.get<Handler>(HANDLER);
  const importerAt = (clock: Clock) => new Importer(handler, data.vault, clock);
  await firstStart({ config, filling, handler, commands, importerAt, clock: systemClock });
  // Not by Nest's own `listen`, which writes to the log what is told in a sentence when it fails.
  await app.init();
  const url = await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  return {
    url,
    stop: async () => {
      await commands.drain();
      data.storage.look();
      await app.close();
      await data.close();
      const fault = data.storage.fault();
      if (fault !== undefined) throw new DataFolderUnusable(fault);
    },
  };
}
