import { describe, expect, it } from 'vitest';
import { codecs, decodeEvent, parseEvent } from './domain.codec.js';
import { UnknownEvent } from './shared/codec.js';
import { REFUSAL_CODES } from './shared/refusals.js';
import { Refused } from './shared/refused.js';
import { CATEGORIES, categoryOf, idOf, streamOf } from './shared/streams.js';

const opened = { stream: 'meeting-m-1', type: 'MeetingOpened', data: { meeting: 'm-1', group: 'g', at: '2026-02-03T08:00:00.000Z' } };

describe('Events of every aggregate', () => {
  it('a name belongs to one aggregate only', () => {
    const names = Object.values(codecs).flatMap(({ types }): readonly string[] => types);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
  it('are read by the stream they stand in', () => {
    expect(decodeEvent(opened)).toEqual({ type: 'MeetingOpened', ...opened.data });
    expect(parseEvent(opened)).toEqual({ type: 'MeetingOpened', ...opened.data });
    expect(() => parseEvent({ ...opened, data: { ...opened.data, at: 'yesterday' } })).toThrow('not an instant');
  });
  it('fail loudly in a stream of another aggregate, or of none', () => {
    for (const stream of ['group-g', 'vault-p', 'meeting', '']) {
      expect(() => decodeEvent({ ...opened, stream })).toThrow(UnknownEvent);
      expect(() => parseEvent({ ...opened, stream })).toThrow(UnknownEvent);
    }
  });
});

describe('Streams', () => {
  it('are named category-id', () => {
    expect(streamOf.meeting('rtp-1-1-2026-1')).toBe('meeting-rtp-1-1-2026-1');
    for (const category of CATEGORIES) {
      const stream = streamOf[category]('a-b-c');
      expect(categoryOf(stream)).toBe(category);
      expect(idOf(stream)).toBe('a-b-c');
    }
    expect(categoryOf('toString-1')).toBeUndefined();
  });
});

describe('Refusals', () => {
  it('each code is one of its own', () => {
    expect(new Set(REFUSAL_CODES).size).toBe(REFUSAL_CODES.length);
    for (const code of REFUSAL_CODES) expect(code).toMatch(/^[a-z]+\/[a-z-]+$/);
  });
  it('say their code and their facts', () => {
    const refused = new Refused('meeting/not-open', { status: 'adjourned' });
    expect(refused).toBeInstanceOf(Error);
    expect(refused).toMatchObject({
      name: 'Refused',
      message: 'meeting/not-open',
      code: 'meeting/not-open',
      facts: { status: 'adjourned' },
    });
  });
});
