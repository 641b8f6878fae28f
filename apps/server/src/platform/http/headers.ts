/** The page that describes the API to people is a library's, which writes styles into the page. */
const DESCRIPTION = /^\/api(?:\/|\/index\.html)?(?:\?|$)/u;

/** How people reach the server, as far as headers go. */
export interface Reached {
  /** Over TLS. */
  readonly secure: boolean;
  /** What is under the same name is to be reached over TLS only, too. */
  readonly subdomains?: boolean;
}

/** The security headers of an answer to a request for an address. */
export function headersFor(url: string, { secure, subdomains = false }: Reached): Readonly<Record<string, string>> {
  const headers = secure ? (subdomains ? OVER_TLS_BELOW : OVER_TLS) : SECURITY_HEADERS;
  return DESCRIPTION.test(url) ? { ...headers, 'content-security-policy': policy("style-src 'self' 'unsafe-inline'") } : headers;
}

/** A text becomes markup or a script by a policy only: Vue's own, and ours, which lets nothing but emptiness through. */
const TRUSTED_TYPES = ["require-trusted-types-for 'script'", 'trusted-types vue default'];

function policy(styles: string, more: readonly string[] = []): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    styles,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...more,
  ].join('; ');
}

/**
 * Headers of every answer. No script and no style but from our own files: the components set positions and widths by
 * script, which the policy allows. Nothing is asked of third parties, nobody may frame the page.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policy("style-src 'self'", TRUSTED_TYPES),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/** Where the installation is reached over TLS, it is to be reached in no other way. */
const STRICT = 'strict-transport-security';
const OVER_TLS: Readonly<Record<string, string>> = { ...SECURITY_HEADERS, [STRICT]: 'max-age=31536000' };
const OVER_TLS_BELOW: Readonly<Record<string, string>> = { ...SECURITY_HEADERS, [STRICT]: 'max-age=31536000; includeSubDomains' };
