import { describe, expect, it } from 'vitest';
import { aggregates, eventTypes, missingFiles, sampleFaults, schemasOutsideCodecs } from './domain.js';
import { readWorkspace, type SourceFile } from './workspace.js';

const files = readWorkspace();
const named = (path: string): SourceFile => files.find((file) => file.path === path) ?? { path, text: '[]' };

describe('the domain', () => {
  it('has the aggregates of the glossary', () => {
    expect(aggregates(files)).toEqual(expect.arrayContaining(['decision', 'group', 'meeting', 'organisation', 'person', 'programme']));
  });

  it('uses schemas in codecs only', () => {
    expect(schemasOutsideCodecs(files)).toEqual([]);
  });

  it.each(aggregates(files))('has for %s its events, its decider, its codec, its spec and its stored samples', (aggregate) => {
    expect(missingFiles(aggregate, files)).toEqual([]);
  });

  it.each(aggregates(files))('has for %s a stored sample of every event, and reads every sample', (aggregate) => {
    const file = (ending: string): SourceFile => named(`libs/domain/src/${aggregate}/${aggregate}${ending}`);
    expect(sampleFaults(file('.events.ts'), file('.codec.ts'), file('.golden.json'))).toEqual([]);
  });
});

describe('the check of stored samples', () => {
  const events = {
    path: 'x.events.ts',
    text: `export type XEvent = { readonly type: 'Formed'; readonly at: string } | { readonly type: 'Named.v2'; readonly name: string };`,
  };
  const codec = { path: 'x.codec.ts', text: `codecOf<XEvent>('x', {}, { Named: (data) => ({ type: 'Named.v2', data }) })` };
  const golden = (...types: readonly string[]): SourceFile => ({
    path: 'x.golden.json',
    text: JSON.stringify(types.map((type) => ({ type, data: {} }))),
  });

  it('reads the names of events from their union', () => {
    expect(eventTypes(events)).toEqual(['Formed', 'Named.v2']);
  });

  it('is content when each event has its sample, and each older name its upcaster', () => {
    expect(sampleFaults(events, codec, golden('Formed', 'Named', 'Named.v2'))).toEqual([]);
  });

  it('finds an event without a sample, a name that nothing reads, and a file without events', () => {
    expect(sampleFaults(events, codec, golden('Formed'))).toEqual(['x.golden.json: no sample of Named.v2']);
    expect(sampleFaults(events, codec, golden('Formed', 'Named.v2', 'Forgotten'))).toEqual(['x.golden.json: nothing reads Forgotten']);
    expect(sampleFaults({ path: 'x.events.ts', text: '' }, codec, golden())).toEqual(['x.events.ts: no event found']);
  });

  it('finds an aggregate without its files, and a schema outside a codec', () => {
    expect(missingFiles('ghost', files)).toHaveLength(5);
    expect(schemasOutsideCodecs([{ path: 'libs/domain/src/x/x.ts', text: `import { z } from 'zod';` }])).toHaveLength(1);
    expect(schemasOutsideCodecs([{ path: 'libs/domain/src/x/x.codec.ts', text: `import { z } from 'zod';` }])).toEqual([]);
  });
});
