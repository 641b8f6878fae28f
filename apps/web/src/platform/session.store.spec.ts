import type { SessionAnswer } from '@samverkan/contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { appWith, fakeServer } from './live/fakeServer.suite.js';
import { useLive } from './live/live.store.js';
import { useSession } from './session.store.js';

const identities: SessionAnswer['identities'] = [
  { account: 'secretary', role: 'secretary', name: 'Sten', person: 'p1', group: 'g1' },
  { account: 'auditor', role: 'auditor', name: 'Rut' },
];
const stranger: SessionAnswer = {
  demo: true,
  partnership: 'x',
  roles: [],
  groups: {},
  nominates: [],
  finances: [],
  identities: [],
  means: { password: false, passkey: false },
};
let signedIn: string | undefined;
let reachable: boolean;
let rights: Partial<SessionAnswer>;
const asked: string[] = [];

/** The server's side of `/api/session`, with the account where the cookie would be. */
function answer(path: string, { method, body }: RequestInit): Promise<Response> {
  asked.push(`${String(method)} ${path}`);
  if (!reachable) return Promise.reject(new TypeError('Failed to fetch'));
  if (method === 'DELETE') signedIn = undefined;
  if (method === 'POST') {
    const { account } = JSON.parse(body as string) as { account: string };
    if (!identities.some((one) => one.account === account)) {
      const problem = { type: 'x', title: 'x', status: 422, code: 'session/unknown-identity' };
      return Promise.resolve(new Response(JSON.stringify(problem), { status: 422 }));
    }
    signedIn = account;
  }
  const identity = identities.find((one) => one.account === signedIn);
  return Promise.resolve(new Response(JSON.stringify({ ...stranger, identities, ...rights, ...(identity ? { identity } : {}) })));
}

beforeEach(() => {
  signedIn = undefined;
  reachable = true;
  rights = {};
  asked.length = 0;
  vi.stubGlobal('fetch', answer);
});
afterEach(() => {
  vi.unstubAllGlobals();
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function started() {
  const server = fakeServer();
  const renewed = vi.spyOn(server.transport, 'renew');
  appWith(server.transport);
  const session = useSession();
  useLive().start();
  return { server, session, renewed };
}

it('begins a new connection when the identity changes, and only then', async () => {
  const { session, renewed } = started();
  await session.load();
  expect(session.identity).toBeUndefined();
  await session.signIn('secretary');
  expect(session.identity?.name).toBe('Sten');
  expect(renewed).toHaveBeenCalledTimes(1);
  await session.load();
  expect(renewed).toHaveBeenCalledTimes(1);
  await session.signOut();
  expect(session.identity).toBeUndefined();
  expect(renewed).toHaveBeenCalledTimes(2);
});

it('keeps who is signed in when another identity is refused', async () => {
  const { session } = started();
  await session.signIn('secretary');
  await session.signIn('nobody');
  expect(session.identity?.account).toBe('secretary');
  expect(session.refusal?.code).toBe('session/unknown-identity');
  expect(session.changing).toBe(false);
});

it('notices after a lost connection that somebody else was signed in meanwhile', async () => {
  const { server, session, renewed } = started();
  await session.signIn('secretary');
  await settled();
  renewed.mockClear();
  server.cut();
  await settled();
  signedIn = 'auditor';
  server.restore();
  await settled();
  expect(session.identity?.account).toBe('auditor');
  expect(renewed).toHaveBeenCalledTimes(1);
});

it('says that the server cannot be reached, and asks again when it can', async () => {
  reachable = false;
  const { server, session } = started();
  await session.load();
  expect(session.loaded).toBe(false);
  expect(session.refusal?.code).toBe('client/unreachable');
  server.cut();
  await settled();
  reachable = true;
  server.restore();
  await settled();
  expect(session.loaded).toBe(true);
});

it('asks again when the server says that rights have changed, and tells what was held before', async () => {
  const { server, session, renewed } = started();
  rights = { groups: { g1: { as: 'ordinary' } } };
  await session.signIn('secretary');
  renewed.mockClear();
  rights = { groups: {}, roles: ['secretariat'] };
  server.tellSession('rights');
  await settled();
  expect(session.groups).toEqual({});
  expect(session.roles).toEqual(['secretariat']);
  expect(session.turn).toMatchObject({ before: { groups: { g1: {} } }, now: { groups: {} }, asked: false });
  expect(renewed).not.toHaveBeenCalled();
});

it('forgets what was shown when the session has been ended elsewhere', async () => {
  const { server, session, renewed } = started();
  await session.signIn('secretary');
  renewed.mockClear();
  signedIn = undefined;
  server.tellSession('ended');
  await settled();
  expect(session.signedIn).toBe(false);
  expect(session.turn?.asked).toBe(false);
  expect(renewed).toHaveBeenCalledTimes(1);
});

it('knows its own signing out, also when the socket tells of it before the answer comes', async () => {
  const { server, session } = started();
  await session.signIn('secretary');
  const done = session.signOut();
  server.tellSession('ended');
  await done;
  expect(session.signedIn).toBe(false);
  expect(session.turn?.asked).toBe(true);
});

it('lets no older answer replace a newer one', async () => {
  const { session } = started();
  const held: (() => void)[] = [];
  const now = answer;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const given = await now(path, init);
    if (held.length === 0) await new Promise<void>((resolve) => held.push(resolve));
    return given;
  });
  const first = session.load();
  await settled();
  signedIn = 'auditor';
  await session.load();
  held[0]?.();
  await first;
  expect(session.identity?.account).toBe('auditor');
});

it('keeps the language with an account of one’s own, and leaves one that is everybody’s alone', async () => {
  const { session } = started();
  await session.signIn('secretary');
  await session.chooseLanguage('en');
  expect(document.documentElement.lang).toBe('en');
  expect(asked).not.toContain('POST /api/session/mine/language');
  rights = { identity: { account: 'own', language: 'sv' } };
  signedIn = undefined;
  await session.load();
  expect(document.documentElement.lang).toBe('sv');
  await session.chooseLanguage('en');
  expect(asked).toContain('POST /api/session/mine/language');
});
