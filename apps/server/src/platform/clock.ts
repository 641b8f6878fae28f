/** Says what time it is, as an ISO 8601 instant in UTC with milliseconds. */
export type Clock = () => string;

export const systemClock: Clock = () => new Date().toISOString();
