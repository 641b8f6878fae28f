import { StoreClosed, type Checkpoint, type ReadStore, type StoredDocument } from './port.js';

const PAGE = 500;

/** A store that lives as long as the process: for specs and for trying things out. */
export function createMemoryStore(): ReadStore {
  const kinds = new Map<string, Map<string, string>>();
  const checkpoints = new Map<string, Checkpoint>();
  let stamp: string | undefined;
  let closed = false;

  function open(): void {
    if (closed) throw new StoreClosed();
  }
  function read(kind: string, id: string): StoredDocument | undefined {
    const text = kinds.get(kind)?.get(id);
    return text === undefined ? undefined : (JSON.parse(text) as StoredDocument);
  }
  function clear(): void {
    kinds.clear();
    checkpoints.clear();
  }

  return {
    claim: async (claimed) => {
      open();
      if (stamp !== claimed) clear();
      stamp = claimed;
      return kinds.size > 0 || checkpoints.size > 0;
    },
    get: async (kind, id) => {
      open();
      return read(kind, id);
    },
    getMany: async (keys) => {
      open();
      return keys.map(({ kind, id }) => read(kind, id));
    },
    async *each(kind) {
      open();
      const ids = [...(kinds.get(kind)?.keys() ?? [])].sort();
      for (let start = 0; start < ids.length; start += PAGE) {
        open();
        const page = ids.slice(start, start + PAGE).map((id) => read(kind, id));
        yield page.filter((document) => document !== undefined);
      }
    },
    commit: async ({ docs = [], removed = [], checkpoint }) => {
      open();
      // Written as text first, so that a body that is no JSON changes nothing.
      const texts = docs.map((document) => JSON.stringify(document));
      docs.forEach(({ kind, id }, index) => {
        const documents = kinds.get(kind) ?? new Map<string, string>();
        kinds.set(kind, documents.set(id, texts[index] ?? ''));
      });
      for (const { kind, id } of removed) kinds.get(kind)?.delete(id);
      if (checkpoint !== undefined) checkpoints.set(checkpoint.name, { position: checkpoint.position, sum: checkpoint.sum });
    },
    checkpoint: async (name) => {
      open();
      return checkpoints.get(name);
    },
    clear: async () => {
      open();
      clear();
    },
    close: async () => {
      closed = true;
    },
  };
}
