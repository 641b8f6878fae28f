import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { RefusalLog, type RefusalLimits } from './refusal-log.js';
import { networkOf } from './shares/asker.js';

type Line = Readonly<Record<string, unknown>>;
let lines: Line[] = [];
let log: RefusalLog;
const begin = (limits?: RefusalLimits): void => {
  lines = [];
  log = new RefusalLog(pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) }), limits);
};
afterEach(() => log.onModuleDestroy());

const refusal = { code: 'command/not-allowed', on: 'http', what: 'meetings/open', asker: { house: '192.0.2.77', account: 'k-1' } } as const;

describe('what is refused', () => {
  it('is told by code, by what was asked, by account and by a network that is too large to be somebody', () => {
    begin();
    log.note(refusal);
    log.note({ ...refusal, asker: { house: '192.0.2.78' } });
    log.note({ code: 'request/malformed', on: 'http', what: 'none' });
    expect(lines[0]).toMatchObject({
      msg: 'refused',
      refused: 'command/not-allowed',
      what: 'meetings/open',
      account: 'k-1',
      network: '192.0.2.0/24',
    });
    expect(JSON.stringify(lines)).not.toMatch(/192\.0\.2\.7/u);
    expect(lines[1]).not.toHaveProperty('account');
    expect(lines[2]).not.toHaveProperty('network');
    expect(lines[1]?.['source']).not.toBe(lines[0]?.['source']);
    log.note(refusal);
    expect(lines[3]?.['source']).toBe(lines[0]?.['source']);
    const source = lines[0]?.['source'];
    begin();
    log.note(refusal);
    expect(lines[0]?.['source']).not.toBe(source);
  });

  it('leaves so many lines of a code, and the number of those left out', () => {
    begin({ code: { burst: 3, perSecond: 0 }, all: { burst: 5, perSecond: 0 } });
    for (let n = 0; n < 10_000; n += 1) log.note(refusal);
    for (let n = 0; n < 10; n += 1) log.note({ ...refusal, code: 'session/refused' });
    expect(lines.map(({ refused }) => refused)).toEqual([
      ...Array<string>(3).fill('command/not-allowed'),
      ...Array<string>(2).fill('session/refused'),
    ]);
    log.tellLeftOut();
    expect(lines.slice(5)).toMatchObject([
      { refused: 'command/not-allowed', leftOut: 9_997 },
      { refused: 'session/refused', leftOut: 8 },
    ]);
    log.tellLeftOut();
    expect(lines).toHaveLength(7);
    expect(log.counts.get('command/not-allowed http')).toBe(10_000);
  });

  it('as a fault has its own line, and is counted', () => {
    begin();
    log.note({ ...refusal, code: 'server/fault' });
    expect(lines).toEqual([]);
    expect(log.counts.get('server/fault http')).toBe(1);
  });

  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2', '2001:db8:1::/48'],
    ['', ''],
  ])('from %j is said to be from %j', (house, network) => {
    expect(networkOf(house)).toBe(network);
  });
});
