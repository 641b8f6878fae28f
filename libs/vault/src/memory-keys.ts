import { randomBytes } from 'node:crypto';
import { KEY_BYTES } from './sealed.js';
import { createVault, type Vault } from './vault.js';

/** A vault whose keys live as long as the process: what it sealed never opens again. For specs. */
export function createMemoryVault(): Vault {
  const keys = new Map<string, Uint8Array | 'erased'>();
  return createVault({
    isNew: true,
    damaged: [],
    keyOf: (person) => keys.get(person),
    add: (made) => {
      for (const [person, key] of made) keys.set(person, key);
    },
    erase: (person) => {
      keys.set(person, 'erased');
    },
    secret: randomBytes(KEY_BYTES),
    whyNotWritable: () => undefined,
    close: () => {
      keys.clear();
    },
  });
}
