import { z } from 'zod';
import { LANGUAGES, MEANS } from './documents/accounts.js';
import { OFFICES } from './documents/common.js';
import { ROLES, WIDE_ROLES } from './policy.js';
import { EntityId, Line } from './text.js';

/** Who is signed in: an account, and the person and organisation it acts for. What they may do follows from those, never from the session. */
export const Identity = z.object({
  account: z.string(),
  person: z.string().optional(),
  organisation: z.string().optional(),
  /** Roles that nobody acts or looks in by this session, whether they hold them or not: it was begun by less than the installation requires for them. */
  withheld: z.array(z.enum(ROLES)).optional(),
});
export type Identity = z.infer<typeof Identity>;

/** An account that a demo installation offers to anybody; the role is what it is an example of. */
export const DemoIdentity = Identity.extend({
  role: z.enum(ROLES),
  name: z.string(),
  /** The group whose chair, secretary, member or substitute it is. */
  group: z.string().optional(),
});
export type DemoIdentity = z.infer<typeof DemoIdentity>;

/** What somebody holds in a group today. */
export const Standing = z.object({
  office: z.enum(OFFICES).optional(),
  /** Absent: an official without a seat. */
  as: z.enum(['ordinary', 'substitute']).optional(),
  /** The last day of the appointment. */
  until: z.string().optional(),
});
export type Standing = z.infer<typeof Standing>;

/** What somebody may be today: all of it, whichever part a command needs. */
export const Rights = z.object({
  roles: z.array(z.enum(WIDE_ROLES)),
  /** By group. */
  groups: z.record(z.string(), Standing),
  /** Organisations that they nominate for, and those they act for as financier. */
  nominates: z.array(z.string()),
  finances: z.array(z.string()),
});
export type Rights = z.infer<typeof Rights>;

const Did = z.object({ by: z.string().optional(), person: z.string().optional(), at: z.string() });

/** A reset of one's own account: who asked for it and who confirmed it, and what became of it. */
export const ResetNews = z.object({
  request: z.string(),
  asked: Did.optional(),
  confirmed: Did.optional(),
  ended: z.object({ as: z.enum(['used', 'overtaken', 'declined', 'withdrawn']), at: z.string() }).optional(),
  /** Until when it may be confirmed, or the link used. */
  until: z.string(),
  /** Up to which moment its holder has not said yet that they know of it. */
  untold: z.string().optional(),
});
export type ResetNews = z.infer<typeof ResetNews>;

/** The server's clock jumped: what it shows, and what was to be expected, or a little later. Rights follow the day shown; no term is recorded as ended. */
export const ClockNews = z.object({ shows: z.string(), expected: z.string() });
export type ClockNews = z.infer<typeof ClockNews>;

/** `GET /api/session`. */
export const SessionAnswer = Rights.extend({
  demo: z.boolean(),
  partnership: z.string(),
  identity: Identity.extend({ name: z.string().optional(), language: z.enum(LANGUAGES).optional() }).optional(),
  /** What they hold and do not act in, because they signed in by less than the installation requires for it. */
  withheld: z.array(z.enum(ROLES)).optional(),
  /** Something was done about a new way in to this account, and its holder has not said yet that they know. */
  reset: ResetNews.optional(),
  /** Told to administrators and the secretariat as long as the server's clock is doubtful. */
  clock: ClockNews.optional(),
  /** Only on a demo installation. */
  identities: z.array(DemoIdentity),
  /** How one may sign in here. */
  means: z.object({ password: z.boolean(), passkey: z.boolean(), openid: z.object({ name: z.string() }).optional() }),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

const Email = z.email().max(200);
const Token = z.string().min(20).max(200);
/** At least twelve characters; what is among the most used is refused by the server. */
const NewPassword = z.string().min(12).max(200);
/** What the browser made of a passkey; read by the library that knows its form. */
const PasskeyResponse = z.looseObject({ id: z.string().max(2_000) });

/** `POST /api/session`: chooses one of a demo installation's identities. */
export const SignInRequest = z.strictObject({ account: z.string().max(100) });
/** `POST /api/session/password`. */
export const PasswordSignIn = z.strictObject({ email: Email, password: z.string().min(1).max(200) });
/** `POST /api/session/prove`: proves anew who holds the session, before something about signing in is changed. */
export const PasswordProof = z.strictObject({ password: z.string().min(1).max(200) });
/** `POST /api/session/passkey`, after `/api/session/passkey/options` gave the challenge. */
export const PasskeySignIn = z.strictObject({ challenge: Token, response: PasskeyResponse });
/** `POST /api/session/openid`: answers with the address to go to. `to` is a path of the page. */
export const OpenidStart = z.strictObject({
  to: z.string().max(500).default('/'),
  token: Token.optional(),
  link: z.boolean().default(false),
});
/** `POST /api/session/reset`: asks the administrator for a new way in; the answer never tells whether there is such an account. */
export const ResetAsked = z.strictObject({ email: Email });
/** `GET /api/session/resets`, for administrators: who asked for a new way in and has none yet, the latest first. */
export const ResetsAnswer = z.object({ resets: z.array(z.object({ account: z.string(), askedAt: z.string() })) });
export type ResetsAnswer = z.infer<typeof ResetsAnswer>;
/** `POST /api/session/link`: what an invitation or reset is for. */
export const LinkLook = z.strictObject({ token: Token });
export const LinkPassword = z.strictObject({ token: Token, password: NewPassword });
export const LinkPasskey = z.strictObject({ token: Token, challenge: Token, response: PasskeyResponse, label: Line.optional() });
/** What `POST /api/session/link` answers. */
export const LinkAnswer = z.object({ purpose: z.enum(['invitation', 'reset']), until: z.string(), name: z.string().optional() });
export type LinkAnswer = z.infer<typeof LinkAnswer>;

/** `GET /api/session/mine`: my account. */
export const MineAnswer = z.object({
  /** The latest reset, also when it is over. */
  reset: ResetNews.optional(),
  /** When this session's holder last proved who they are; changing how one signs in needs that to be recent. */
  provenAt: z.string(),
  fresh: z.boolean(),
  password: z.boolean(),
  openid: z.boolean(),
  passkeys: z.array(z.object({ id: z.string(), label: z.string(), since: z.string(), usedAt: z.string().optional() })),
  sessions: z.array(
    z.object({
      id: z.string(),
      current: z.boolean(),
      means: z.enum([...MEANS, 'demo']),
      /** The browser and system, as it calls itself: `Firefox, Linux`. */
      device: z.string(),
      since: z.string(),
      seenAt: z.string(),
      until: z.string(),
    }),
  ),
});
export type MineAnswer = z.infer<typeof MineAnswer>;
/** `POST /api/session/mine/password`. The one before is not needed where there was none. */
export const PasswordChange = z.strictObject({ current: z.string().max(200).optional(), password: NewPassword });
export const PasskeyAdded = z.strictObject({ challenge: Token, response: PasskeyResponse, label: Line.optional() });
export const PasskeyNamed = z.strictObject({ label: Line });
/** `POST /api/session/mine/reset`: that its holder knows of a reset (as told up to a moment), or stops it. */
export const ResetAnswered = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('known'), request: EntityId, told: z.iso.datetime() }),
  z.strictObject({ answer: z.literal('stop'), request: EntityId }),
]);
/** `POST /api/session/clock`: that the clock is right, by what it showed. */
export const ClockConfirmed = z.strictObject({ shows: z.iso.datetime() });
export const LanguageChosen = z.strictObject({ language: z.enum(LANGUAGES) });
export const SessionTarget = z.strictObject({ id: EntityId });
