import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  None,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import type { OpenidConfig } from '../../platform/config/config.js';
import type { Secrets } from './attempts.js';

/** Somebody, as the provider knows them. Their name and e-mail address are not asked for. */
export interface Holder {
  readonly issuer: string;
  readonly subject: string;
  /** The provider says that more than one factor was used (`amr`, RFC 8176). */
  readonly strong?: true;
}

/** `denied`: the person, or the provider for them, said no; `away`: the provider does not answer as it should; `invalid`: the proof does not hold. */
export type ProviderRefusal = 'denied' | 'away' | 'invalid';

/** The provider did not prove who somebody is. */
export class NotProven extends Error {
  override readonly name = 'NotProven';
  /** @param code what the protocol calls it; never a text of the provider's */
  constructor(
    readonly reason: ProviderRefusal,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

const TIMEOUT_SECONDS = 10;
/** How long ago somebody may have signed in at the provider when they prove anew who they are: only as long as that takes. */
const PROVEN_WITHIN_SECONDS = 5 * 60;

/**
 * An identity provider by OpenID Connect: the code flow with PKCE (RFC 9700), state and nonce. Where its endpoints are is found out when it is
 * first needed, and kept.
 */
export class Provider {
  #found: Promise<Configuration> | undefined;

  /** @param redirectUri where the provider sends browsers back to, as it is registered there */
  constructor(
    private readonly config: OpenidConfig,
    private readonly redirectUri: string,
    private readonly timeout = TIMEOUT_SECONDS,
  ) {}

  /**
   * Where a browser goes to.
   * @param anew whether the provider must ask who it is even if it knows
   * @throws NotProven away
   */
  async address({ state, nonce, verifier }: Secrets, anew: boolean): Promise<string> {
    const configuration = await this.#discovered();
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(anew ? { prompt: 'login', max_age: String(PROVEN_WITHIN_SECONDS) } : {}),
    });
    return address.href;
  }

  /**
   * Who came back.
   * @param query as it came, without the question mark
   * @throws NotProven
   */
  async holder(query: string, { state, nonce, verifier }: Secrets, anew: boolean): Promise<Holder> {
    const configuration = await this.#discovered();
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(`${this.redirectUri}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(anew ? { maxAge: PROVEN_WITHIN_SECONDS } : {}),
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new NotProven('invalid', 'no-id-token');
      const amr = claims['amr'];
      const strong = Array.isArray(amr) && amr.includes(TWO_FACTORS);
      return { issuer: claims.iss, subject: claims.sub, ...(strong ? { strong: true as const } : {}) };
    } catch (error) {
      throw notProven(error);
    }
  }

  async #discovered(): Promise<Configuration> {
    this.#found ??= this.#discover();
    try {
      return await this.#found;
    } catch (error) {
      // Whoever comes next tries again.
      this.#found = undefined;
      throw new NotProven('away', codeOf(error), { cause: error });
    }
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.config;
    const address = new URL(issuer);
    return discovery(address, clientId, undefined, clientSecret === undefined ? None() : withSecret(clientSecret), {
      timeout: this.timeout,
      // Settings allow it on this machine only.
      execute: [enableNonRepudiationChecks, ...(address.protocol === 'http:' ? [allowInsecureRequests] : [])],
    });
  }
}

/** What a provider says of it (RFC 8176). */
const TWO_FACTORS = 'mfa';

/** The way of sending the secret that every provider has (OpenID Connect Core 9), unless it says that it has only the other. */
const withSecret =
  (secret: string): ClientAuth =>
  (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const onlyPost = methods?.includes('client_secret_post') === true && !methods.includes('client_secret_basic');
    const send = onlyPost ? ClientSecretPost(secret) : ClientSecretBasic(secret);
    send(server, client, body, headers);
  };

const SERVER_FAULT = 500;
/** What the protocol has for a provider that cannot at the moment (RFC 6749, 4.1.2.1). */
const CANNOT = ['server_error', 'temporarily_unavailable'];

function notProven(error: unknown): NotProven {
  if (error instanceof NotProven) return error;
  return new NotProven(reasonOf(error), codeOf(error), { cause: error });
}

function reasonOf(error: unknown): ProviderRefusal {
  if (error instanceof AuthorizationResponseError) return CANNOT.includes(error.error) ? 'away' : 'denied';
  if (error instanceof ResponseBodyError) return error.status >= SERVER_FAULT ? 'away' : 'invalid';
  if (error instanceof ClientError) {
    const away = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR'];
    return error.code !== undefined && away.includes(error.code) ? 'away' : 'invalid';
  }
  // `fetch failed`: nobody listens there, or the line broke.
  return error instanceof TypeError ? 'away' : 'invalid';
}

const KNOWN = /^[\w-]{1,60}$/u;

function codeOf(error: unknown): string {
  const code =
    protocolCode(error) ?? (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined);
  return code !== undefined && KNOWN.test(code) ? code : 'unreachable';
}

function protocolCode(error: unknown): string | undefined {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return error.error;
  return error instanceof WWWAuthenticateChallengeError ? error.cause[0]?.parameters['error'] : undefined;
}
