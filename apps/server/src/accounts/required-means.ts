import type { Config } from '../platform/config/config.js';
import { relyingPartyOf } from './passkeys/relying-party.js';

/**
 * What is to be told, in one line, of an installation that requires for roles what nobody can have there: passkeys at an address where
 * there are none, and no identity provider that could say that two factors were used. `undefined` where somebody can.
 */
export function requiresInVain({ requirePasskey = [], url, signIn, openid }: Config): string | undefined {
  if (requirePasskey.length === 0 || openid !== undefined) return undefined;
  if (signIn === 'all' && relyingPartyOf(url) !== undefined) return undefined;
  return `SAMVERKAN_REQUIRE_PASSKEY names ${requirePasskey.join(', ')}, but at ${url} there are no passkeys: nobody can act in these roles. Give SAMVERKAN_URL an address that starts with https:// and has a name.`;
}
