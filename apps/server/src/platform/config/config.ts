import { resolve } from 'node:path';
import { ROLES, type Role } from '@samverkan/contract';
import { z } from 'zod';
import { readOpenid, type OpenidConfig } from './openid-settings.js';
import { readSecret } from './secret.js';
import { Address, Origin } from './values.js';
import { WrongSetting } from './wrong-setting.js';

export { WrongSetting } from './wrong-setting.js';
export type { OpenidConfig } from './openid-settings.js';

const onOff = (byDefault: 'on' | 'off') => z.enum(['on', 'off'], { error: 'must be on or off' }).default(byDefault);
const filled = z.string().min(1, 'must not be empty');

/** What nobody guesses. */
const TOKEN_LENGTH = 32;

const Settings = z.object({
  /** 0: the system chooses a free one. */
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be from 0 to 65535')
    .max(65_535, 'must be from 0 to 65535')
    .default(3_000),
  HOST: filled.default('127.0.0.1'),
  SAMVERKAN_DATA: filled.default('./data'),
  SAMVERKAN_DEMO: onOff('off'),
  SAMVERKAN_URL: Origin.optional(),
  SAMVERKAN_PROXY: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(Address))
    .default([]),
  SAMVERKAN_CONNECTIONS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(10, 'must be at least 10')
    .default(1_000),
  SAMVERKAN_HSTS_SUBDOMAINS: onOff('off'),
  SAMVERKAN_REQUIRE_PASSKEY: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(ROLES, { error: `must be roles, separated by commas, of ${ROLES.join(', ')}` })))
    .default([]),
  SAMVERKAN_SIGN_IN: z.enum(['all', 'openid'], { error: 'must be all or openid' }).default('all'),
});

/** What the environment says, checked once at start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds everything that is stored. */
  readonly data: string;
  readonly demo: boolean;
  /** Where people reach the server: scheme, host and port, without a slash at the end. */
  readonly url: string;
  /** Whether that is over TLS: then cookies are for TLS only. */
  readonly secure: boolean;
  /** With TLS: everything under the same name is to be reached over TLS only. */
  readonly subdomains?: boolean;
  /** Addresses and networks of the proxies whose word is taken for where a request comes from. */
  readonly proxies: readonly string[];
  /** `openid`: the identity provider is the only way in. */
  readonly signIn: 'all' | 'openid';
  readonly openid?: OpenidConfig;
  /** Roles that are acted in only by who signed in with a passkey, or with two factors at the identity provider. */
  readonly requirePasskey?: readonly Role[];
  /** So many live connections one address may hold: a whole office may share one. A tenth of them one account. */
  readonly connections: number;
  /** With it the figures are to be had from elsewhere than the machine itself. */
  readonly operatorToken?: string;
}

/**
 * Reads the settings of the server. Secrets come from the environment or from a file that it names, nowhere else.
 * @throws WrongSetting naming all settings that are wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is one that was not set: compose files write it so.
  const given = Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, environment[name] || undefined]));
  const read = Settings.safeParse(given);
  const openid = readOpenid(environment, { required: given['SAMVERKAN_SIGN_IN'] === 'openid' });
  const token = readSecret(environment, 'SAMVERKAN_OPERATOR_TOKEN');
  const short = token?.value !== undefined && token.value.length < TOKEN_LENGTH;
  const wrong = [
    ...(token?.wrong === undefined ? [] : [token.wrong]),
    ...(short ? [`SAMVERKAN_OPERATOR_TOKEN must have at least ${String(TOKEN_LENGTH)} characters`] : []),
    ...(read.success ? [] : new Set(read.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`))),
    ...('wrong' in openid ? openid.wrong : []),
  ];
  if (!read.success || 'wrong' in openid || wrong.length > 0) throw new WrongSetting(`The settings are wrong: ${wrong.join('; ')}.`);
  const { PORT, HOST, SAMVERKAN_DATA, SAMVERKAN_DEMO, SAMVERKAN_URL, SAMVERKAN_PROXY, SAMVERKAN_CONNECTIONS, SAMVERKAN_SIGN_IN } =
    read.data;
  const url = SAMVERKAN_URL ?? `http://localhost:${String(PORT)}`;
  return {
    port: PORT,
    host: HOST,
    data: resolve(SAMVERKAN_DATA),
    demo: SAMVERKAN_DEMO === 'on',
    url,
    secure: url.startsWith('https:'),
    subdomains: read.data.SAMVERKAN_HSTS_SUBDOMAINS === 'on',
    proxies: SAMVERKAN_PROXY,
    signIn: SAMVERKAN_SIGN_IN,
    requirePasskey: read.data.SAMVERKAN_REQUIRE_PASSKEY,
    connections: SAMVERKAN_CONNECTIONS,
    ...(token?.value === undefined ? {} : { operatorToken: token.value }),
    ...openid,
  };
}
