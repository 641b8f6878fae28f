export { isSealed, personOf, type Sealed } from './sealed.js';
export type { Plain, Vault } from './vault.js';
export { createMemoryVault } from './memory-keys.js';
export { openSqliteVault, type SqliteVaultOptions } from './sqlite-keys.js';
export { KeyDamaged, KeyMissing, PersonErased, SealBroken, VaultUnusable } from './errors.js';
