// Only to find out what a browser would make of a path: whichever host it is, the path must not lead away from it.
const ANY_HOST = 'http://host.invalid';
const LONGEST = 500;

/**
 * A path of our own page from what somebody asked to be sent back to, else `/`. Never another host, however it is spelt (`//host`, `/\host`,
 * with tabs or line breaks inside, which browsers leave out), and never the API, where a link could do something.
 */
export function ownPath(asked: string): string {
  if (!asked.startsWith('/') || asked.length > LONGEST || !URL.canParse(asked, ANY_HOST)) return '/';
  const { origin, pathname, search, hash } = new URL(asked, ANY_HOST);
  const path = pathname + search + hash;
  // Once more, as it will be followed: `/.//host` becomes `//host` only when it is read.
  if (origin !== ANY_HOST || !URL.canParse(path, ANY_HOST) || new URL(path, ANY_HOST).origin !== ANY_HOST) return '/';
  return /^\/(?:api|ws)(?:[/?#]|$)/iu.test(path) ? '/' : path;
}
