import { EdgeRefused } from '../refusals.js';

const RADIX = 36;
/** The mark of who looks, behind a position, has so many characters. */
const MARK = 4;

/**
 * What an `If-Match` header names, quoted or not (RFC 9110); `undefined` for none and for `*`, any version. It is not looked at whether it is a version, but
 * an empty header names none.
 * @throws EdgeRefused command/if-match-invalid
 */
export function readIfMatch(header: string | undefined): string | undefined {
  const value = header?.trim();
  if (value === undefined || value === '*') return undefined;
  if (value === '') throw new EdgeRefused('command/if-match-invalid', { field: 'ifMatch' });
  return value.replace(/^W\//u, '').replace(/^"(.*)"$/u, '$1');
}

/**
 * Whoever names what is no version has not seen a document: taken for one of any age, it would now and then let through what was to be stopped.
 * @throws EdgeRefused command/if-match-invalid
 */
export function mustBeVersion(text: string | undefined): void {
  if (text === undefined || text === '') return;
  const digits = parseInt(text.charAt(0), RADIX);
  const rest = text.length - 1 - digits;
  if (!/^[0-9a-z]+$/u.test(text) || (rest !== 0 && rest !== MARK)) throw new EdgeRefused('command/if-match-invalid', { field: 'ifMatch' });
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
  const digits = parseInt(version.charAt(0), RADIX);
  return Number.isNaN(digits) ? '' : version.slice(0, 1 + digits);
}
