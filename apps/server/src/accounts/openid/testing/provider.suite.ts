import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type ClientAuthMethod, type ClientMetadata } from 'oidc-provider';

/** A real identity provider on this machine: whoever names a login there is that; "anna.pwd.mfa" is somebody by these means (`amr`). */
export interface SpecProvider {
  readonly issuer: string;
  readonly provider: Provider;
  close(): Promise<void>;
}

/** @param clients what is registered there, and @param methods how they may say who they are */
export async function startProvider(
  clients: readonly ClientMetadata[],
  methods: readonly ClientAuthMethod[] = ['client_secret_basic', 'none'],
): Promise<SpecProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const provider = new Provider(issuer, {
    clients: [...clients],
    clientAuthMethods: [...methods],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['spec'] },
    claims: { openid: ['sub', 'amr'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: { Session: 3_600, Grant: 3_600, Interaction: 600, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
  });
  // Its page for trying out asks for no means.
  Object.defineProperty(provider.Session.prototype, 'amr', {
    get(this: { readonly accountId?: string }) {
      return this.accountId?.includes('.') === true ? this.accountId.split('.').slice(1) : undefined;
    },
    set: () => undefined,
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return { issuer, provider, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
