export type * from './shared/ids.js';
export * from './programme/programme.events.js';
export * from './organisation/organisation.events.js';
export * from './person/person.events.js';
export * from './group/group.events.js';
export * from './meeting/meeting.events.js';
export * from './decision/decision.events.js';
export * from './proceedings/proceedings.events.js';
