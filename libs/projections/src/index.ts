export * from './projection.js';
export type * from './wholes.js';
export type { Entries } from './entries.js';
export type { EventOf, EventType, ReadModel } from './model.js';
export { PROJECTIONS, projectionOf } from './projections.js';
export { applyEvent, projectionsFor, type Document, type Documents } from './fold.js';
export { isInForce, membersOf } from './group.js';
export { isOver, isRunning } from './meeting.js';
