export type * from './port.js';
export type * from './decider.js';
export * from './position.js';
export * from './errors.js';
export { createHandler, type GuardedMeta, type Handler, type HandleOptions } from './handle.js';
export { createMemoryLog } from './memory-log.js';
export { openSqliteLog, type SqliteLog, type Verified } from './sqlite-log.js';
export type { SqliteLogOptions } from './sqlite/open-file.js';
