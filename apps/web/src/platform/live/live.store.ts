import type { CommandAnswer, CommandInput, CommandOf, CommandRequest, Context, Patch, Problem, Ref } from '@samverkan/contract';
import { defineStore } from 'pinia';
import { computed, inject, ref, shallowReactive } from 'vue';
import { answered, disconnected, keyOf, patched, refused, unknown, type LiveDocument, type Step } from './documents.js';
import { createOutbox, newCommandId } from './outbox.js';
import { liveTransport, socketTransport, type SessionNews } from './transport.js';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'behind';

const KEEP_UNWATCHED = 5_000;
const MOST_PER_WATCH = 100;
const ASK_AGAIN_AFTER = 1_000;

/** The one store of documents: counts who watches what, applies patches, resumes after a lost connection. */
export const useLive = defineStore('live', () => {
  const transport = inject(liveTransport, socketTransport, true);
  const documents = shallowReactive(new Map<string, LiveDocument>());
  const watchers = new Map<string, number>();
  const toAsk = new Map<string, Ref>();
  const online = ref(false);
  const everOnline = ref(false);
  const lostAt = ref<number>();
  const sessionListeners = new Set<(code: SessionNews) => void>();
  // An answer of an earlier connection or identity must not be taken for one of the present.
  let epoch = 0;
  let flushing = false;

  const outbox = createOutbox(transport, () => online.value);
  const behind = computed(() => [...documents.values()].some(({ state }) => state === 'stale'));
  const connection = computed<Connection>(() => {
    if (!online.value) return everOnline.value ? 'reconnecting' : 'connecting';
    return behind.value ? 'behind' : 'live';
  });

  function put(step: Step): void {
    const key = keyOf(step.document.ref);
    if (!watchers.has(key)) return;
    documents.set(key, step.document);
    if (step.ask) ask(step.document.ref);
  }

  function ask(which: Ref): void {
    toAsk.set(keyOf(which), which);
    if (flushing || !online.value) return;
    flushing = true;
    queueMicrotask(() => {
      flushing = false;
      void flush();
    });
  }

  async function flush(): Promise<void> {
    const refs = [...toAsk.values()].filter((which) => watchers.has(keyOf(which)));
    toAsk.clear();
    const parts = Array.from({ length: Math.ceil(refs.length / MOST_PER_WATCH) }, (_, part) =>
      refs.slice(part * MOST_PER_WATCH, (part + 1) * MOST_PER_WATCH),
    );
    await Promise.all(parts.map(watchPart));
  }

  async function watchPart(refs: readonly Ref[]): Promise<void> {
    const asked = epoch;
    const withVersions = refs.map((which) => {
      const since = documents.get(keyOf(which))?.version;
      return since === undefined ? { kind: which.kind, id: which.id } : { kind: which.kind, id: which.id, since };
    });
    try {
      const answers = await transport.watch(withVersions);
      if (asked !== epoch) return;
      if ('refused' in answers) {
        setTimeout(() => asked === epoch && refs.forEach(ask), ASK_AGAIN_AFTER);
        return;
      }
      refs.forEach((which, index) => {
        const document = documents.get(keyOf(which));
        const answer = answers[index];
        if (document && answer) put(answered(document, answer));
      });
    } catch {
      // No answer. After a reconnect everything is asked for anyway; if the connection stands, once more.
      setTimeout(() => asked === epoch && online.value && refs.forEach(ask), ASK_AGAIN_AFTER);
    }
  }

  function resumeAll(): void {
    for (const document of documents.values()) ask(document.ref);
  }

  /** Begins the connection. Called once, when the page starts. */
  function start(): void {
    transport.connect({
      connected() {
        epoch += 1;
        online.value = true;
        everOnline.value = true;
        resumeAll();
        outbox.resend();
      },
      disconnected() {
        epoch += 1;
        if (online.value) lostAt.value = Date.now();
        online.value = false;
        for (const [key, document] of documents) documents.set(key, disconnected(document));
      },
      patches(patches: readonly Patch[]) {
        for (const patch of patches) {
          const document = documents.get(keyOf(patch));
          if (document) put(patched(document, patch));
        }
      },
      resync() {
        for (const [key, document] of documents) documents.set(key, disconnected(document));
        resumeAll();
      },
      gone(which: Ref, problem: Problem) {
        const document = documents.get(keyOf(which));
        if (document) put({ document: refused(document, problem), ask: false });
      },
      session(code) {
        for (const tell of sessionListeners) tell(code);
      },
    });
  }

  /** Counts one more watcher; the returned function counts it off, and the last one off lets go a little later. */
  function watch(which: Ref): () => void {
    const key = keyOf(which);
    watchers.set(key, (watchers.get(key) ?? 0) + 1);
    if (!documents.has(key)) {
      documents.set(key, unknown(which));
      ask(which);
    }
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      watchers.set(key, (watchers.get(key) ?? 1) - 1);
      setTimeout(() => {
        if (watchers.get(key) !== 0) return;
        watchers.delete(key);
        documents.delete(key);
        if (online.value) transport.unwatch([{ kind: which.kind, id: which.id }]);
      }, KEEP_UNWATCHED);
    };
  }

  /** Gives a command and waits for its answer, over lost connections too. Never rejects. */
  function send<C extends Context, N extends CommandOf<C>>(
    context: C,
    target: string,
    command: N,
    body: CommandInput<C, N>,
    options: { readonly ifMatch?: string } = {},
  ): Promise<CommandAnswer> {
    const request: CommandRequest = { id: newCommandId(), context, target, command, body: body as Record<string, unknown>, ...options };
    return outbox.send(request);
  }

  /** Another identity: what was shown was another audience's, so everything is fetched anew, never resumed. */
  function forgetAndReconnect(): void {
    outbox.dropAll();
    for (const document of [...documents.values()]) documents.set(keyOf(document.ref), unknown(document.ref));
    transport.renew();
  }

  /** Hears what the server says of the session; the returned function stops that. */
  function onSession(tell: (code: SessionNews) => void): () => void {
    sessionListeners.add(tell);
    return () => sessionListeners.delete(tell);
  }

  const document = (which: Ref): LiveDocument | undefined => documents.get(keyOf(which));
  return { connection, lostAt, unsent: outbox.unsent, start, watch, document, send, forgetAndReconnect, onSession };
});
