export { isSealed, personOf, type Sealed } from './sealed.js';
export type { Plain, Vault } from './vault.js';
export { createMemoryVault } from './memory-keys.js';
export { openSqliteVault } from './sqlite-keys.js';
export { KeyMissing, PersonErased, SealBroken, VaultUnusable } from './errors.js';
