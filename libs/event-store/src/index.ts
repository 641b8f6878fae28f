export type * from './port.js';
export type * from './decider.js';
export * from './position.js';
export * from './errors.js';
export { createHandler, type Handler, type HandleOptions } from './handle.js';
export { createMemoryLog } from './memory-log.js';
