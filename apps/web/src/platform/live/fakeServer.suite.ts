import type { CommandAnswer, CommandRequest, JsonObject, Patch, Ref, WatchAnswer } from '@samverkan/contract';
import { applyPatch } from '@samverkan/contract';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { createApp, type App } from 'vue';
import { keyOf } from './documents.js';
import { liveTransport, type LiveHandlers, type LiveTransport, type SessionNews } from './transport.js';

interface Held {
  body: JsonObject;
  version: string;
  history: Patch[];
}

const versionOf = (n: number): string => String(n).padStart(6, '0');

/** A server in memory that speaks the contract's messages, with a cable that can be pulled. */
export function fakeServer() {
  const documents = new Map<string, Held>();
  const watched = new Set<string>();
  const asked: (Ref & { since?: string })[] = [];
  const commands: CommandRequest[] = [];
  const unwatched: Ref[] = [];
  let handlers: LiveHandlers | undefined;
  let connected = false;
  let remembers = 100;
  let answerCommand: (request: CommandRequest) => CommandAnswer | undefined = (request) => ({
    done: { position: '1', version: '1', repeated: commands.filter(({ id }) => id === request.id).length > 1 },
  });

  function answer({ since, ...ref }: Ref & { since?: string }): WatchAnswer {
    const held = documents.get(keyOf(ref));
    if (!held) return { refused: { type: '/problems/document/not-found', title: 'x', status: 404, code: 'document/not-found' } };
    watched.add(keyOf(ref));
    const from = held.history.findIndex((patch) => patch.from === since);
    if (since === held.version) return { version: held.version, patches: [] };
    if (since !== undefined && from >= 0 && held.history.length - from <= remembers) {
      return { version: held.version, patches: held.history.slice(from) };
    }
    return { snapshot: { version: held.version, at: '2008-01-01T00:00:00.000Z', body: held.body } };
  }

  const transport: LiveTransport = {
    connect(given) {
      handlers = given;
      connected = true;
      handlers.connected();
    },
    renew() {
      server.cut();
      server.restore();
    },
    watch: (docs) => {
      asked.push(...docs.map((doc) => ({ ...doc })));
      return connected ? Promise.resolve(docs.map(answer)) : Promise.reject(new Error('gone'));
    },
    unwatch: (docs) => {
      unwatched.push(...docs);
      for (const ref of docs) watched.delete(keyOf(ref));
    },
    command: (request) => {
      commands.push(request);
      const given = answerCommand(request);
      return given ? Promise.resolve(given) : Promise.reject(new Error('no answer'));
    },
  };

  const server = {
    transport,
    asked,
    commands,
    unwatched,
    hold(ref: Ref, body: JsonObject): void {
      documents.set(keyOf(ref), { body, version: versionOf(1), history: [] });
    },
    /** Changes a document and, unless the frame is `lost`, sends the patch. */
    change(ref: Ref, ops: JsonObject, lost = false): void {
      const held = documents.get(keyOf(ref));
      if (!held) throw new Error('no such document');
      const to = versionOf(Number(held.version) + 1);
      const patch: Patch = { ...ref, from: held.version, to, at: '2008-01-01T00:00:00.000Z', ops };
      held.body = applyPatch(held.body, ops) as JsonObject;
      held.version = to;
      held.history.push(patch);
      if (connected && !lost && watched.has(keyOf(ref))) handlers?.patches([patch]);
    },
    body: (ref: Ref): JsonObject | undefined => documents.get(keyOf(ref))?.body,
    cut(): void {
      connected = false;
      watched.clear();
      handlers?.disconnected();
    },
    restore(): void {
      connected = true;
      handlers?.connected();
    },
    resync(): void {
      watched.clear();
      handlers?.resync();
    },
    takeAway(ref: Ref): void {
      handlers?.gone(ref, { type: '/problems/document/not-allowed', title: 'x', status: 403, code: 'document/not-allowed' });
    },
    /** Says something of the session, as the server does when rights change or it ends. */
    tellSession(code: SessionNews): void {
      handlers?.session(code);
    },
    forgetHistory(): void {
      remembers = 0;
    },
    answerCommandsWith(how: (request: CommandRequest) => CommandAnswer | undefined): void {
      answerCommand = how;
    },
  };
  return server;
}

/** An application whose live store talks to `transport`; for specs of stores and composables. */
export function appWith(transport: LiveTransport): { app: App; pinia: Pinia } {
  const pinia = createPinia();
  const app = createApp({ render: () => null })
    .use(pinia)
    .provide(liveTransport, transport);
  setActivePinia(pinia);
  return { app, pinia };
}
