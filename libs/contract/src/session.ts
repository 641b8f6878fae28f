import { z } from 'zod';

export const ROLES = ['secretariat', 'chair', 'secretary', 'member', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who may be chosen on a demo installation, and who is signed in. */
export const Identity = z.object({
  account: z.string(),
  role: z.enum(ROLES),
  person: z.string().optional(),
  organisation: z.string().optional(),
  name: z.string(),
  /** The group this identity is an example of: whose chair, secretary or member it is. */
  group: z.string().optional(),
});
export type Identity = z.infer<typeof Identity>;

/** `GET /api/session`. */
export const SessionAnswer = z.object({
  demo: z.boolean(),
  identity: Identity.optional(),
  /** Groups that the signed-in person is a member of now, with the office held. */
  groups: z.record(z.string(), z.object({ office: z.enum(['chair', 'vice-chair', 'secretary']).optional() })),
  /** Only on a demo installation. */
  identities: z.array(Identity),
  partnership: z.string(),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;
export const SignInRequest = z.strictObject({ account: z.string().max(100) });
