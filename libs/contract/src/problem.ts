import { z } from 'zod';

/** A refusal as `application/problem+json` (RFC 9457), over HTTP and on the socket alike. */
export const Problem = z.object({
  /** A stable URI reference, `/problems/CODE`. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable; what programs and translations go by. */
  code: z.string(),
  detail: z.string().optional(),
  /** The field that is at fault, as a path: `body.wording`, `docs.0.id`. */
  field: z.string().optional(),
  /** All faults of a request that was read but does not fit its schema. */
  errors: z
    .array(
      z.object({
        field: z.string(),
        rule: z.string(),
        message: z.string(),
        /** What the rule's sentence is filled with: `character` is `U+202E`. */
        facts: z.record(z.string(), z.string()).optional(),
      }),
    )
    .optional(),
  /** What the code's sentence is filled with. Never personal data. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Refusals of the edge, beside those of the domain: code → HTTP status. */
export const EDGE_REFUSALS = {
  'request/malformed': 400,
  'request/invalid': 422,
  'request/too-large': 413,
  'request/unsupported-media-type': 415,
  'request/not-found': 404,
  'request/method-not-allowed': 405,
  'request/too-many': 429,
  'request/timeout': 408,
  'document/not-found': 404,
  'document/not-allowed': 403,
  'command/unknown': 404,
  'command/not-allowed': 403,
  'command/passkey-needed': 403,
  'command/not-signed-in': 401,
  'command/reused': 409,
  'command/stale': 412,
  'command/if-match-invalid': 400,
  'command/conflict': 409,
  'live/too-many-watches': 429,
  'live/too-fast': 429,
  'session/unknown-identity': 422,
  'session/refused': 401,
  'session/blocked': 429,
  'session/link-invalid': 404,
  'session/link-unconfirmed': 409,
  'session/password-weak': 422,
  'session/passkey-refused': 422,
  'session/openid-refused': 422,
  'session/means-off': 404,
  'session/not-fresh': 403,
  'session/last-means': 409,
  'session/passkey-first': 403,
  'account/email-taken': 409,
  'account/address-in-use': 409,
  'account/person-has-account': 409,
  'request/cross-origin': 403,
  'request/misdirected': 421,
  'session/not-demo': 404,
  /** Whoever says that the clock is right has seen it show another day. */
  'session/clock-moved': 409,
  'import/invalid': 422,
  /** The key of what is sealed of somebody is damaged or missing: nothing of theirs can be changed before it is restored. */
  'person/unreadable': 409,
  'server/shutting-down': 503,
  'server/disk-full': 507,
  /** A file of the data folder was removed, moved or replaced under the running server. */
  'server/storage-lost': 503,
  'server/cannot-write': 503,
  'server/documents-being-made': 503,
  'server/log-damaged': 503,
  'server/fault': 500,
} as const;
export type EdgeRefusal = keyof typeof EDGE_REFUSALS;
