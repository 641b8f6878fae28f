import { createMemoryStore } from './memory-store.js';
import { readStoreSuite } from './read-store.suite.js';

readStoreSuite('documents in memory', createMemoryStore);
