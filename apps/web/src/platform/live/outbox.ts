import type { CommandAnswer, CommandRequest, Problem } from '@samverkan/contract';
import { ref, readonly } from 'vue';
import type { LiveTransport } from './transport.js';

const AGAIN_AFTER = 1_000;

/**
 * The time in milliseconds and 80 random bits, as hexadecimal: ids that come after each other stand beside each other in the log's index, which makes
 * a commit much shorter. (`crypto.randomUUID` is missing where the page is not served over TLS, and is random throughout.)
 */
export function newCommandId(): string {
  const chance = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0'));
  return Date.now().toString(16).padStart(12, '0') + chance.join('');
}

/** A refusal that this page gives itself, in the form of the server's. */
export const ownRefusal = (code: string, status: number): Problem => ({ type: `/problems/${code}`, title: code, status, code });

interface Waiting {
  readonly request: CommandRequest;
  readonly settle: (answer: CommandAnswer) => void;
}

/**
 * Commands on their way. Each keeps its id until it is answered: when the connection is lost before the answer came, it
 * is sent again under the same id, and the server, which carries out an id once, answers as it did the first time.
 */
export function createOutbox(transport: LiveTransport, online: () => boolean) {
  const waiting = new Map<string, Waiting>();
  const unsent = ref(0);

  function settle(id: string, answer: CommandAnswer): void {
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    unsent.value = waiting.size;
    entry.settle(answer);
  }

  async function attempt(entry: Waiting): Promise<void> {
    const { id } = entry.request;
    try {
      settle(id, await transport.command(entry.request));
    } catch {
      // No answer. If the connection is gone, `resend` follows when it is back; if it stands, the answer was lost.
      setTimeout(() => {
        if (online() && waiting.get(id) === entry) void attempt(entry);
      }, AGAIN_AFTER);
    }
  }

  return {
    /** How many commands have no answer yet. */
    unsent: readonly(unsent),
    send: (request: CommandRequest): Promise<CommandAnswer> =>
      new Promise((resolve) => {
        const entry: Waiting = { request, settle: resolve };
        waiting.set(request.id, entry);
        unsent.value = waiting.size;
        if (online()) void attempt(entry);
      }),
    /** The connection is back: everything unanswered goes again, in the order given. */
    resend(): void {
      for (const entry of waiting.values()) void attempt(entry);
    },
    /** Another identity is signed in: what the former one gave must not be done in the new one's name. */
    dropAll(): void {
      for (const id of [...waiting.keys()]) settle(id, { refused: ownRefusal('client/identity-changed', 409) });
    },
  };
}
