const LONGEST = 8_192;
const VALUE = /^[A-Za-z0-9._-]{1,300}$/u;

/**
 * A cookie that no script and no other site's request gets to see. Over TLS its name makes the browser refuse one that a neighbouring host or an
 * unencrypted answer set in its place (`__Host-`, RFC 6265bis).
 */
export class SafeCookie {
  readonly name: string;
  readonly #attributes: string;

  constructor(name: string, { secure }: { readonly secure: boolean }) {
    this.name = secure ? `__Host-${name.replace('_', '-')}` : name;
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  /** The `Set-Cookie` header that keeps a value for so long. */
  keep(value: string, seconds: number): string {
    return `${this.name}=${value}; ${this.#attributes}; Max-Age=${String(Math.floor(seconds))}`;
  }

  /** The `Set-Cookie` header that forgets it. */
  forget(): string {
    return this.keep('', 0);
  }

  /** Its value in a `Cookie` header. */
  in(header: string | undefined): string | undefined {
    if (header === undefined || header.length > LONGEST) return undefined;
    for (const pair of header.split(';')) {
      const at = pair.indexOf('=');
      if (pair.slice(0, at).trim() !== this.name) continue;
      const value = pair.slice(at + 1).trim();
      return VALUE.test(value) ? value : undefined;
    }
    return undefined;
  }
}
