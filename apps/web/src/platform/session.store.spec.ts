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

/** The server's side of `/api/session`, with the account where the cookie would be. */
function answer(_path: string, { method, body }: RequestInit): Promise<Response> {
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
  return Promise.resolve(
    new Response(JSON.stringify({ ...stranger, identities, ...(identity ? { identity } : {}) })),
  );
}

beforeEach(() => {
  signedIn = undefined;
  reachable = true;
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
