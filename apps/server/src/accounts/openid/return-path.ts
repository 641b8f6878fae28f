import type { EdgeRefused } from '../../platform/refusals.js';

const SIGN_IN = '/logga-in';
// Only to take a path apart.
const ANY_HOST = 'http://host.invalid';

/** The sign-in page, which says why it did not succeed, and goes on to `to` when it does. */
export function refusedAt(refusal: EdgeRefused, to?: string): string {
  const query = told(refusal);
  if (to !== undefined && to !== '/') query.set('till', to);
  return `${SIGN_IN}?${query.toString()}`;
}

/** The page that somebody signed in came from, which says why it did not succeed. */
export function backTo(to: string, refusal: EdgeRefused): string {
  const { pathname, searchParams, hash } = new URL(to, ANY_HOST);
  for (const [name, value] of told(refusal)) searchParams.set(name, value);
  return `${pathname}?${searchParams.toString()}${hash}`;
}

function told({ code, more }: EdgeRefused): URLSearchParams {
  const query = new URLSearchParams({ fel: code });
  const { reason, seconds } = more.facts ?? {};
  if (typeof reason === 'string') query.set('orsak', reason);
  if (typeof seconds === 'number') query.set('sekunder', String(seconds));
  return query;
}
