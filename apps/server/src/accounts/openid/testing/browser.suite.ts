/** A browser that follows where it is sent and keeps each host's cookies. */
export class RoamingBrowser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** @param sites an address that pages have, and where the server of it really is */
  constructor(private readonly sites: ReadonlyMap<string, string> = new Map()) {}

  async fetch(address: string, options: RequestInit = {}): Promise<Response> {
    const { origin, pathname, search } = new URL(address);
    const jar = this.#jarOf(origin);
    const headers = new Headers(options.headers);
    headers.set('cookie', this.cookies(origin));
    const answer = await fetch(`${this.sites.get(origin) ?? origin}${pathname}${search}`, { ...options, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      const isOver = attributes.some((one) => /^\s*(?:max-age=0|expires=Thu, 01 Jan 1970.*)$/iu.test(one));
      if (isOver) jar.delete(name);
      else jar.set(name, value.join('='));
    }
    return answer;
  }

  post(address: string, body: unknown): Promise<Response> {
    return this.fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  /** The `Cookie` header for an origin. */
  cookies(origin: string): string {
    return [...this.#jarOf(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Puts a cookie into the jar, as somebody might who has the browser in their hands. */
  put(origin: string, name: string, value: string): void {
    this.#jarOf(origin).set(name, value);
  }

  /**
   * Signs in at the provider, or says no there, from its address on.
   * @param login who it is there; `undefined`: cancels
   * @returns the address that the provider sends the browser back to
   */
  async passProvider(address: string, login: string | undefined, home: string): Promise<string> {
    let next = address;
    for (let steps = 0; steps < 20; steps += 1) {
      if (next.startsWith(home)) return next;
      const page = await this.fetch(next);
      next = page.status === 200 ? await this.#fillIn(next, await page.text(), login) : sentTo(page, next);
    }
    throw new Error('The provider sends the browser round and round.');
  }

  async #fillIn(at: string, page: string, login: string | undefined): Promise<string> {
    const form = /action="([^"]+)" method="post"/u.exec(page)?.[1];
    const prompt = /name="prompt" value="([a-z]+)"/u.exec(page)?.[1];
    if (form === undefined || prompt === undefined) throw new Error(`The provider shows no form: ${page}`);
    if (login === undefined) return sentTo(await this.fetch(`${new URL(form, at).href}/abort`), at);
    const body = new URLSearchParams({ prompt, login, password: 'any' });
    return sentTo(await this.fetch(new URL(form, at).href, { method: 'POST', body }), at);
  }

  #jarOf(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}

export function sentTo(answer: Response, from: string): string {
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`Nobody is sent anywhere: ${String(answer.status)}`);
  return new URL(location, from).href;
}
