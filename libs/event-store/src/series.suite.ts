import type { Decider } from './decider.js';
import type { EventLog } from './port.js';
import { collect } from './samples.suite.js';

/** A series of numbers: taken without gaps, or with one asked for; at most 100. */
export interface Taken {
  readonly type: 'NumberTaken';
  readonly number: number;
}
export interface Series {
  readonly last: number;
}
type Command = { readonly take: 'next' } | { readonly take: number };
export class Refused extends Error {}

export const series: Decider<Series, Command, Taken> = {
  initial: { last: 0 },
  evolve: (_, event) => ({ last: event.number }),
  decide: ({ take }, { last }) => {
    if (take === last) return [];
    if (take !== 'next' && take !== last + 1) throw new Refused(`the next is ${String(last + 1)}`);
    if (last === 100) throw new Refused('the series is full');
    return [{ type: 'NumberTaken', number: last + 1 }];
  },
};
export const next = { take: 'next' } as const;

export const numbers = async (log: EventLog, stream = 'series-1') => (await collect(log.read(stream))).map((event) => event.data['number']);
