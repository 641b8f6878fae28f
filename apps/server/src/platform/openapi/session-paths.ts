import {
  ClockConfirmed,
  LanguageChosen,
  LinkAnswer,
  LinkLook,
  LinkPasskey,
  LinkPassword,
  MineAnswer,
  OpenidStart,
  PasskeyAdded,
  PasskeyNamed,
  PasskeySignIn,
  PasswordChange,
  PasswordProof,
  PasswordSignIn,
  ResetAnswered,
  ResetAsked,
  ResetsAnswer,
  SessionAnswer,
  SignInRequest,
} from '@samverkan/contract';
import type { z } from 'zod';
import { ROUTE_RULES } from '../http/route-rules.js';
import { answers, idParameter, input, json, output, type Json, type Operation, type Paths } from './parts.js';

interface Described {
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly answer?: Json;
}

const OBJECT: Json = { type: 'object' };
const signedIn = (summary: string, body?: z.ZodType): Described => ({
  summary,
  ...(body === undefined ? {} : { body }),
  answer: output(SessionAnswer),
});

/** Signing in and out, invitations, and one's own account: by method and path. */
const ROUTES: Readonly<Record<string, Described>> = {
  'GET /api/session': signedIn('who is signed in, what they may be, and how one may sign in'),
  'POST /api/session': signedIn('choose one of the identities of a demo installation', SignInRequest),
  'DELETE /api/session': signedIn('sign out'),
  'POST /api/session/password': signedIn('sign in with e-mail and password', PasswordSignIn),
  'POST /api/session/passkey/options': { summary: 'what a browser needs to sign in with a passkey', answer: OBJECT },
  'POST /api/session/passkey': signedIn('sign in with a passkey', PasskeySignIn),
  'POST /api/session/openid': { summary: 'where to go to sign in at the identity provider', body: OpenidStart, answer: OBJECT },
  'GET /api/session/openid/callback': { summary: 'where the identity provider sends people back to' },
  'POST /api/session/reset': { summary: 'ask the administrator for a new way in', body: ResetAsked, answer: OBJECT },
  'GET /api/session/resets': { summary: 'who has asked for a new way in', answer: output(ResetsAnswer) },
  'POST /api/session/clock': signedIn('say that the clock of the server is right', ClockConfirmed),
  'POST /api/session/link': { summary: 'what an invitation or reset is for', body: LinkLook, answer: output(LinkAnswer) },
  'POST /api/session/link/password': signedIn('choose a password by an invitation or reset', LinkPassword),
  'POST /api/session/link/passkey/options': {
    summary: 'what a browser needs to make a passkey by an invitation or reset',
    body: LinkLook,
    answer: OBJECT,
  },
  'POST /api/session/link/passkey': signedIn('add a passkey by an invitation or reset', LinkPasskey),
  'POST /api/session/prove': signedIn('prove again who one is, by password', PasswordProof),
  'POST /api/session/prove/passkey/options': { summary: 'what a browser needs to prove it by passkey', answer: OBJECT },
  'POST /api/session/prove/passkey': { summary: 'prove again who one is, by passkey', body: PasskeySignIn, answer: OBJECT },
  'GET /api/session/mine': { summary: 'my account: means of signing in, and sessions', answer: output(MineAnswer) },
  'POST /api/session/mine/password': { summary: 'change my password', body: PasswordChange, answer: OBJECT },
  'POST /api/session/mine/language': { summary: 'choose my language', body: LanguageChosen, answer: OBJECT },
  'POST /api/session/mine/reset': { summary: 'say that I know of a reset of my account, or stop it', body: ResetAnswered, answer: OBJECT },
  'POST /api/session/mine/passkeys/options': { summary: 'what a browser needs to make another passkey', answer: OBJECT },
  'POST /api/session/mine/passkeys': { summary: 'add a passkey', body: PasskeyAdded, answer: OBJECT },
  'POST /api/session/mine/passkeys/{id}/name': { summary: 'name a passkey', body: PasskeyNamed, answer: OBJECT },
  'DELETE /api/session/mine/passkeys/{id}': { summary: 'remove a passkey', answer: OBJECT },
  'DELETE /api/session/mine/openid': { summary: 'sign in at the identity provider no longer', answer: OBJECT },
  'DELETE /api/session/mine/sessions/{id}': { summary: 'end one of my sessions', answer: OBJECT },
  'DELETE /api/session/mine/sessions': { summary: 'sign out everywhere', answer: OBJECT },
};

/** The paths under `/api/session`. */
export function sessionPaths(): Paths {
  const paths: Paths = {};
  for (const [route, { summary, body, answer }] of Object.entries(ROUTES)) {
    const [method = '', path = ''] = route.split(' ');
    const rule = ROUTE_RULES[route.replace('{id}', ':id')];
    const operation: Operation = {
      tags: ['session'],
      summary: rule === 'public' ? summary : `${summary}; for: ${rule ?? 'nobody'}`,
      ...(path.includes('{id}') ? { parameters: [idParameter] } : {}),
      ...(body === undefined ? {} : { requestBody: { required: true, content: json(input(body)) } }),
      responses: answers('Done.', answer),
    };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return paths;
}
