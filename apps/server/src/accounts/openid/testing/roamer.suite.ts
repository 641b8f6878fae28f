import type { SessionAnswer } from '@samverkan/contract';
import { expect } from 'vitest';
import type { Config } from '../../../platform/config/config.js';
import { SessionService } from '../../../platform/session/sessions.js';
import type { SpecServer } from '../../../testing/server.suite.js';
import { RoamingBrowser, sentTo } from './browser.suite.js';

/** The address that people have; where its server really listens the browsers know. */
export const HOME = 'https://samverkan.example.org';
export const BACK = `${HOME}/api/session/openid/callback`;
export const SESSION = '__Host-samverkan-session';
/** The cookie of a way to the provider. */
export const WAY = '__Host-samverkan-openid';

/** A client as it is registered at the provider. */
export const client = (id: string) => ({ client_id: id, client_secret: `secret-of-${id}`, redirect_uris: [BACK] });

/** Settings of an installation with an identity provider. */
export const settings = (issuer: string): Partial<Config> => ({
  url: HOME,
  secure: true,
  openid: { issuer, clientId: 'samverkan', clientSecret: 'secret-of-samverkan', name: 'Kommunens inloggning' },
});

/** Where somebody is sent whom the provider’s answer did not sign in. */
export const refusedWith = (reason: string, till = ''): string => `/logga-in?fel=session%2Fopenid-refused&orsak=${reason}${till}`;

/** An address with something in it changed. */
export const changed = (name: string, value: string) => (address: string) => {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
};

interface Start {
  readonly to?: string;
  readonly token?: string;
  readonly link?: boolean;
}

/** Somebody’s browser, at our pages and at the provider’s. */
export class Roamer extends RoamingBrowser {
  constructor(private readonly server: SpecServer) {
    super(new Map([[HOME, server.url]]));
  }

  async session(): Promise<SessionAnswer> {
    return (await (await this.fetch(`${HOME}/api/session`)).json()) as SessionAnswer;
  }

  /** The account that is signed in. */
  async account(): Promise<string | undefined> {
    return (await this.session()).identity?.account;
  }

  /** Signs somebody in as if by password. */
  async enter(account: string): Promise<void> {
    const sessions = this.server.app.get(SessionService);
    const { setCookie } = await sessions.open({ account, means: 'password', cookie: undefined, userAgent: undefined });
    this.put(HOME, SESSION, setCookie.split(';', 1)[0]?.split('=')[1] ?? '');
  }

  begin(start: Start = {}): Promise<Response> {
    return this.post(`${HOME}/api/session/openid`, { link: false, ...start });
  }

  /** Begins a way to the provider. @returns the address there */
  async address(start: Start = {}): Promise<string> {
    const answer = await this.begin(start);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { url: string }).url;
  }

  /** Goes to the provider. @returns the address that it sends the browser back to */
  async there(login: string | undefined, start: Start = {}, change = (address: string): string => address): Promise<string> {
    return this.passProvider(change(await this.address(start)), login, HOME);
  }

  /** Comes back. @returns where the server sends the browser in the end */
  async back(address: string): Promise<string> {
    const answer = await this.fetch(address);
    expect(answer.status).toBe(303);
    return sentTo(answer, HOME).slice(HOME.length);
  }

  /** Goes to the provider and back. @returns where the server sends the browser in the end */
  async roam(login: string | undefined, start: Start = {}, change = (address: string): string => address): Promise<string> {
    return this.back(await this.there(login, start, change));
  }

  /** The same session in a browser that the provider does not know yet. */
  elsewhere(): Roamer {
    const next = new Roamer(this.server);
    next.put(HOME, SESSION, new RegExp(`${SESSION}=([^;]+)`, 'u').exec(this.cookies(HOME))?.[1] ?? '');
    return next;
  }
}
