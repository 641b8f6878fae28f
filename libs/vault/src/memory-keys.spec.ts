import { createMemoryVault } from './memory-keys.js';
import { vaultSuite } from './vault.suite.js';

vaultSuite('a vault in memory', createMemoryVault);
