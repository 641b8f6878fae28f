import type { FastifyReply, FastifyRequest } from 'fastify';

/** Whose browser a request comes from, as far as it tells. */
export interface Browser {
  /** The network address; a proxy's word is taken for it only where the settings say so. */
  readonly address: string;
  readonly cookie: string | undefined;
  readonly userAgent: string | undefined;
}

export const browserOf = ({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Browser => ({
  address: ip,
  cookie: headers.cookie,
  userAgent: headers['user-agent'],
});

/** Adds `Set-Cookie` headers to an answer. */
export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  // Fastify keeps those that were set before.
  for (const cookie of cookies) void reply.header('set-cookie', cookie);
}
