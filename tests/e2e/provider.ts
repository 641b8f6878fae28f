import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import type { Page } from 'playwright-core';

/** A real identity provider on this machine: whoever names a login there is that. */
export interface IdentityProvider {
  readonly issuer: string;
  /** What an installation is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What the pages call it. */
export const PROVIDER = 'Kommunens inloggning';

/** @param url the address of the installation that is registered there */
export async function startProvider(url: string): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const secret = 'known-to-the-provider-and-to-the-installation';
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'samverkan', client_secret: secret, redirect_uris: [`${url}/api/session/openid/callback`] }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['e2e'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant,
    ttl: { Session: 3_600, Grant: 3_600, Interaction: 600, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    environment: {
      SAMVERKAN_OPENID_ISSUER: issuer,
      SAMVERKAN_OPENID_CLIENT_ID: 'samverkan',
      SAMVERKAN_OPENID_CLIENT_SECRET: secret,
      SAMVERKAN_OPENID_NAME: PROVIDER,
    },
    close: () => stop(server),
  };
}

/** Who signs in there has agreed already: nobody is asked whether our installation may know who they are. */
async function loadExistingGrant({ oidc }: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']> | undefined> {
  const { session, client, provider } = oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const given = session.grantIdFor(client.clientId);
  if (given !== undefined) return provider.Grant.find(given);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Signs in on the provider's own pages. */
export async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('vad som helst');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}

/** Says no there. */
export const cancelThere = (page: Page): Promise<void> => page.getByRole('link', { name: '[ Cancel ]' }).click();
