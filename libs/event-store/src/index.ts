export type * from './port.js';
export type * from './decider.js';
export * from './position.js';
export * from './errors.js';
