import { resolve } from 'node:path';
import { z } from 'zod';

const Settings = z.object({
  /** 0: the system chooses a free one. */
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be from 0 to 65535')
    .max(65_535, 'must be from 0 to 65535')
    .default(3_000),
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  SAMVERKAN_DATA: z.string().min(1, 'must not be empty').default('./data'),
  SAMVERKAN_DEMO: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
});

/** What the environment says, checked once at start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds everything that is stored. */
  readonly data: string;
  readonly demo: boolean;
}

/** A setting is wrong; the message says which and how, in one sentence. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
}

/**
 * Reads the settings of the server.
 * @throws WrongSetting naming all settings that are wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = Settings.safeParse({
    // An empty variable is one that was not set: compose files write it so.
    PORT: environment['PORT'] || undefined,
    HOST: environment['HOST'] || undefined,
    SAMVERKAN_DATA: environment['SAMVERKAN_DATA'] || undefined,
    SAMVERKAN_DEMO: environment['SAMVERKAN_DEMO'] || undefined,
  });
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new WrongSetting(`The settings are wrong: ${wrong.join('; ')}.`);
  }
  const { PORT, HOST, SAMVERKAN_DATA, SAMVERKAN_DEMO } = read.data;
  return { port: PORT, host: HOST, data: resolve(SAMVERKAN_DATA), demo: SAMVERKAN_DEMO === 'on' };
}
