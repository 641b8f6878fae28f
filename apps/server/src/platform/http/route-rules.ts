/**
 * Who may use a route of the API.
 * - `public`: everybody, signed in or not
 * - `by-command`: whom POLICY lets give that command; by-document: what is seen is what the document's rule shows to whoever asks
 * - `signed-in`, `secretariat`, `administrator`: whoever is that at the moment
 * - `operator`: who runs the installation: from the machine itself, or with the operator's token
 */
export type RouteRule = 'public' | 'by-command' | 'by-document' | 'signed-in' | 'secretariat' | 'administrator' | 'operator';

/** Every route of the API, by method and path. One that is not in here is refused, and a test tells so before that. */
export const ROUTE_RULES: Readonly<Record<string, RouteRule>> = {
  'POST /api/:context/:id/:command': 'by-command',
  'GET /api/docs/:kind/:id': 'by-document',
  'GET /api/lists/:list': 'by-document',
  'POST /api/imports/:what': 'secretariat',
  'GET /api/health': 'public',
  'GET /api/metrics': 'operator',
  'GET /api/openapi.json': 'public',
  'GET /api/asyncapi.json': 'public',
  'GET /api/session': 'public',
  'POST /api/session': 'public',
  'DELETE /api/session': 'public',
  'POST /api/session/password': 'public',
  'POST /api/session/passkey/options': 'public',
  'POST /api/session/passkey': 'public',
  'POST /api/session/openid': 'public',
  'GET /api/session/openid/callback': 'public',
  'POST /api/session/reset': 'public',
  'GET /api/session/resets': 'administrator',
  'POST /api/session/clock': 'administrator',
  'POST /api/session/link': 'public',
  'POST /api/session/link/password': 'public',
  'POST /api/session/link/passkey/options': 'public',
  'POST /api/session/link/passkey': 'public',
  'POST /api/session/prove': 'signed-in',
  'POST /api/session/prove/passkey/options': 'signed-in',
  'POST /api/session/prove/passkey': 'signed-in',
  'GET /api/session/mine': 'signed-in',
  'POST /api/session/mine/password': 'signed-in',
  'POST /api/session/mine/language': 'signed-in',
  'POST /api/session/mine/reset': 'signed-in',
  'POST /api/session/mine/passkeys/options': 'signed-in',
  'POST /api/session/mine/passkeys': 'signed-in',
  'POST /api/session/mine/passkeys/:id/name': 'signed-in',
  'DELETE /api/session/mine/passkeys/:id': 'signed-in',
  'DELETE /api/session/mine/openid': 'signed-in',
  'DELETE /api/session/mine/sessions/:id': 'signed-in',
  'DELETE /api/session/mine/sessions': 'signed-in',
};

/** The page that describes the API to people, with the files that it needs; none of the others that its library has, source maps least of all. */
const DESCRIPTION =
  /^\/api(?:\/|\/index\.html|\/LICENSE|\/swagger-ui\.css|\/index\.css|\/swagger-ui-(?:bundle|standalone-preset)\.js|\/favicon-\d+x\d+\.png|(?:\/api)?\/swagger-ui-init\.js)?$/u;
/** Whether an address is of the description's page, or of a file that it needs. */
export const isDescription = (url: string): boolean => DESCRIPTION.test(url.split('?', 1)[0] ?? '');

/** The rule of a route as the router has it; `undefined`: there is none, so nobody may use it. */
export function ruleOf(method: string, path: string): RouteRule | undefined {
  // What may be read may be asked about.
  const asked = method === 'HEAD' ? 'GET' : method;
  if (asked === 'GET' && DESCRIPTION.test(path)) return 'public';
  const key = `${asked} ${path}`;
  return Object.hasOwn(ROUTE_RULES, key) ? ROUTE_RULES[key] : undefined;
}
