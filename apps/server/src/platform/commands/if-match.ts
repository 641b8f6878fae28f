/** The version that an `If-Match` header names, quoted or not (RFC 9110); `undefined` for none and for `*`, any version. */
export function readIfMatch(header: string | undefined): string | undefined {
  const value = header?.trim();
  if (value === undefined || value === '*') return undefined;
  return value.replace(/^W\//u, '').replace(/^"(.*)"$/u, '$1');
}

/**
 * Whether a document has changed since the version that somebody names. Versions begin with a position, whose first
 * character says how many digits follow; behind it may stand a mark of who looks, which is no matter here. A later version
 * than the document's own is what the answer to a command gives: its sender has seen that much.
 */
export function isStale(yours: string, current: string): boolean {
  return positionIn(yours) < positionIn(current);
}

function positionIn(version: string): string {
  const digits = parseInt(version.charAt(0), 36);
  return Number.isNaN(digits) ? '' : version.slice(0, 1 + digits);
}
