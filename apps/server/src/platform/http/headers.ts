/** The page that describes the API to people is a library's, which writes styles into the page. */
const DESCRIPTION = /^\/api\/?(?:\?|$)/u;

/** The security headers of an answer to a request for an address; `secure`: people reach the server over TLS. */
export function headersFor(url: string, secure: boolean): Readonly<Record<string, string>> {
  const headers = secure ? OVER_TLS : SECURITY_HEADERS;
  return DESCRIPTION.test(url) ? { ...headers, 'content-security-policy': policy("style-src 'self' 'unsafe-inline'") } : headers;
}

function policy(styles: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    styles,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Headers of every answer. No script and no style but from our own files: the components set positions and widths by
 * script, which the policy allows. Nothing is asked of third parties, nobody may frame the page.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policy("style-src 'self'"),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/** Where the installation is reached over TLS, it is to be reached in no other way. */
const OVER_TLS: Readonly<Record<string, string>> = { ...SECURITY_HEADERS, 'strict-transport-security': 'max-age=31536000' };
