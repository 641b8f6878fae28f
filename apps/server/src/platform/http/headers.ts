/** The page that describes the API to people is a library's, which writes styles into the page. */
const DESCRIPTION = /^\/api\/?(?:\?|$)/u;

/** The security headers of an answer to a request for an address. */
export function headersFor(url: string): Readonly<Record<string, string>> {
  return DESCRIPTION.test(url)
    ? { ...SECURITY_HEADERS, 'content-security-policy': policy("style-src 'self' 'unsafe-inline'") }
    : SECURITY_HEADERS;
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
