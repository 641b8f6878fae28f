/** What a request or a handshake tells of where it comes from. */
export interface OriginHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | readonly string[] | undefined;
}

/**
 * Whether a request that changes something comes from our own page, or from no page at all (a program sends neither header).
 * Browsers set both headers and no page can forge them: `Sec-Fetch-Site` says it outright, `Origin` must name our own host, or the address by
 * which people reach the server through a proxy.
 */
export function isOwnOrigin(headers: OriginHeaders, publicUrl?: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host || origin === publicUrl;
  } catch {
    // `null` is what a sandboxed or local page sends.
    return false;
  }
}
