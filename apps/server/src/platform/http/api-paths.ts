/** Every address of the API, as the router and the description know it. A test compares both with this. */
export const API_PATHS = [
  { method: 'POST', path: '/api/:context/:id/:command' },
  { method: 'GET', path: '/api/docs/:kind/:id' },
  { method: 'GET', path: '/api/lists/:list' },
  { method: 'GET', path: '/api/session' },
  { method: 'POST', path: '/api/session' },
  { method: 'DELETE', path: '/api/session' },
  { method: 'POST', path: '/api/imports/:what' },
  { method: 'GET', path: '/api/health' },
  { method: 'GET', path: '/api/metrics' },
  { method: 'GET', path: '/api/openapi.json' },
  { method: 'GET', path: '/api/asyncapi.json' },
] as const;
export type ApiPath = (typeof API_PATHS)[number];

const PATTERNS = API_PATHS.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:[a-z]+/gu, '[^/]+')}$`, 'u'),
}));

export const isApiPath = (path: string): boolean => path === '/api' || path.startsWith('/api/');

/** The methods that an address answers to. */
export function methodsAt(path: string): readonly string[] {
  return PATTERNS.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []));
}
