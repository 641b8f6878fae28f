import { z } from 'zod';
import { AUTHORITY_ROLES } from '../policy.js';
import { day, id, instant, mapOf } from './common.js';

/** How somebody proves to be the one whom an account is for. */
export const MEANS = ['password', 'passkey', 'openid'] as const;
export type Means = (typeof MEANS)[number];

export const LANGUAGES = ['sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Who did something to an account, and when: an account, and the person it acts for. */
const did = () => z.object({ by: id().optional(), person: id().optional(), at: instant() });

/** `accounts/all`: what signs in. No personal data: the person's name is in the directory. */
export const AccountsBody = z.object({
  accounts: mapOf(
    z.object({
      /** Whom it acts for; none: it is technical. */
      person: id().optional(),
      administrator: z.boolean(),
      openedAt: instant(),
      /** The latest invitation, as long as nobody used it. */
      invited: z.object({ at: instant(), until: instant() }).optional(),
      /** The latest reset, as long as it is neither used nor stopped. */
      reset: z
        .object({
          request: id(),
          asked: did().optional(),
          confirmed: did().optional(),
          /** Of waiting to be confirmed, or of the link. */
          until: instant(),
        })
        .optional(),
      /** By credential. Nobody has signed in with it yet when there is none. */
      means: mapOf(z.object({ means: z.enum(MEANS), since: instant() })),
      /** When somebody first came in to it; from then on nobody is invited to it any more. */
      usedSince: instant().optional(),
      signedInAt: instant().optional(),
      language: z.enum(LANGUAGES).optional(),
      closed: z.object({ at: instant(), reason: z.string() }).optional(),
    }),
  ),
});

/** `authorities/all`: what the secretariat has given persons the right to, beside what follows from appointments. */
export const AuthoritiesBody = z.object({
  authorities: mapOf(
    z.object({
      person: id(),
      role: z.enum(AUTHORITY_ROLES),
      /** For which a nominator or financier acts. */
      organisation: id().optional(),
      from: day(),
      /** The last day; none: until it is withdrawn. */
      until: day().optional(),
      ended: z.object({ on: day(), reason: z.string() }).optional(),
    }),
  ),
});
