import type { FastifyInstance } from 'fastify';

export interface Route {
  readonly method: string;
  /** As the router has it: `/api/docs/:kind/:id`. */
  readonly path: string;
}

export const isApiPath = (path: string): boolean => path === '/api' || path.startsWith('/api/');

/** Every route of the running server. */
export class Routes {
  readonly #routes: (Route & { readonly pattern: RegExp })[] = [];

  /** Takes note of the routes that are added from now on. */
  listen(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.#routes.push({ method: one, path: url, pattern: patternOf(url) });
    });
  }

  /** The routes of the API, but for what the router adds by itself (HEAD) and what stands for all other addresses. */
  get api(): readonly Route[] {
    return this.#routes
      .filter(({ method, path }) => isApiPath(path) && method !== 'HEAD' && !path.endsWith('*'))
      .map(({ method, path }) => ({ method, path }));
  }

  /** The methods that an address of the API answers to. */
  methodsAt(path: string): readonly string[] {
    const methods = this.#routes.filter((route) => isApiPath(route.path) && !route.path.endsWith('*') && route.pattern.test(path));
    return [...new Set(methods.map(({ method }) => method))].sort();
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/[.*]/gu, '\\$&').replaceAll(/:[a-z]+/giu, '[^/]+')}$`, 'u');
