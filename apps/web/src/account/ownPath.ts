// Signing in is no place to come back to, and these change the session or belong to the server.
const NO_RETURN = /^\/(?:logga-in|glomt|inbjudan|aterstall|api|ws)(?:[/?#]|$)/iu;
const LONGEST = 400;

/**
 * A path of this page's own from what an address says, else `/`: never another host, however it is spelt (`//host`, `/\host`, `https:host`,
 * with tabs or line breaks inside, which browsers leave out).
 */
export function ownPath(said: unknown): string {
  if (typeof said !== 'string' || !said.startsWith('/') || said.length > LONGEST) return '/';
  try {
    const url = new URL(said, location.origin);
    const path = url.pathname + url.search + url.hash;
    // Once more as it would be followed: `/.//host` only becomes `//host` when it is read.
    if (url.origin !== location.origin || new URL(path, location.origin).origin !== location.origin) return '/';
    return NO_RETURN.test(path) ? '/' : path;
  } catch {
    return '/';
  }
}
