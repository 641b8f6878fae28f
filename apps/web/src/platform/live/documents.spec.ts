import type { JsonObject, Patch, Ref } from '@samverkan/contract';
import { applyPatch } from '@samverkan/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, disconnected, patched, refused, unknown, type LiveDocument } from './documents.js';

const ref: Ref = { kind: 'meeting', id: 'm1' };
const at = '2008-02-03T08:00:00.000Z';
const patch = (from: string, to: string, ops: JsonObject): Patch => ({ ...ref, from, to, at, ops });
const live = (version: string, body: JsonObject): LiveDocument => answered(unknown(ref), { snapshot: { version, at, body } }).document;

describe('a watched document', () => {
  it('is loading until the first answer, then live', () => {
    expect(unknown(ref).state).toBe('loading');
    expect(live('1', { title: 'Möte' })).toMatchObject({ state: 'live', version: '1', body: { title: 'Möte' } });
  });

  it('takes a patch on its own version and keeps what the patch does not touch', () => {
    const before = live('1', { a: { x: 1 }, b: { y: 1 } });
    const { document, ask } = patched(before, patch('1', '2', { b: { y: 2 } }));
    expect(ask).toBe(false);
    expect(document).toMatchObject({ version: '2', body: { a: { x: 1 }, b: { y: 2 } } });
    expect(document.body?.['a']).toBe(before.body?.['a']);
  });

  it('skips a patch that it has already', () => {
    const before = live('2', { n: 2 });
    expect(patched(before, patch('1', '2', { n: 1 }))).toEqual({ document: before, ask: false });
  });

  it('asks again, once, when a patch leaves a gap', () => {
    const first = patched(live('1', { n: 1 }), patch('2', '3', { n: 3 }));
    expect(first).toMatchObject({ ask: true, document: { state: 'stale', version: '1', body: { n: 1 } } });
    expect(patched(first.document, patch('3', '4', { n: 4 })).ask).toBe(false);
  });

  it('catches up with what was missed, and then with what came while it asked', () => {
    const gap = patched(live('1', { n: 1 }), patch('2', '3', { n: 3 })).document;
    const after = answered(gap, { version: '2', patches: [patch('1', '2', { n: 2 })] });
    expect(after).toMatchObject({ ask: false, document: { state: 'live', version: '3', body: { n: 3 } } });
  });

  it('keeps a patch that comes before the first answer', () => {
    const early = patched(unknown(ref), patch('1', '2', { n: 2 })).document;
    expect(answered(early, { snapshot: { version: '1', at, body: { n: 1 } } }).document).toMatchObject({ version: '2', body: { n: 2 } });
    expect(answered(early, { snapshot: { version: '5', at, body: { n: 5 } } }).document).toMatchObject({ version: '5', body: { n: 5 } });
  });

  it('begins again when the server resumes from a version that it does not have', () => {
    const step = answered(disconnected(live('1', { n: 1 })), { version: '9', patches: [patch('7', '8', {}), patch('8', '9', {})] });
    expect(step).toMatchObject({ ask: true, document: { state: 'loading' } });
    expect(answered(unknown(ref), { version: '9', patches: [] })).toMatchObject({ ask: true, document: { state: 'loading' } });
  });

  it('is stale while the connection is away, and shows what it had', () => {
    expect(disconnected(live('1', { n: 1 }))).toMatchObject({ state: 'stale', body: { n: 1 }, version: '1' });
    expect(disconnected(unknown(ref)).state).toBe('loading');
  });

  it('drops what it showed when it may no longer be seen', () => {
    const problem = { type: 't', title: 't', status: 403, code: 'document/not-allowed' };
    expect(refused(live('1', { n: 1 }), problem)).toEqual({ ref, state: 'refused', refusal: problem, early: [] });
    expect(refused(live('1', { n: 1 }), { ...problem, status: 404 }).state).toBe('missing');
  });

  it('ends as the server has it, whichever frames are lost or repeated on the way', () => {
    const frame = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.integer(), { nil: null }),
      fate: fc.constantFrom('sent', 'lost', 'twice'),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 30 }), (frames) => {
        const bodies: JsonObject[] = [{ start: 1 }];
        const sent: Patch[] = [];
        const version = (n: number) => String(n).padStart(4, '0');
        let document = live(version(0), { start: 1 });
        const settle = (ask: boolean): void => {
          if (!ask) return;
          const since = sent.findIndex(({ from }) => from === document.version);
          const step = answered(document, { version: version(sent.length), patches: since < 0 ? [] : sent.slice(since) });
          document = step.document;
          settle(step.ask);
        };
        for (const { key, value, fate } of frames) {
          const ops = { [key]: value };
          const next = patch(version(sent.length), version(sent.length + 1), ops);
          sent.push(next);
          bodies.push(applyPatch(bodies.at(-1), ops) as JsonObject);
          for (let times = fate === 'lost' ? 0 : fate === 'twice' ? 2 : 1; times > 0; times -= 1) {
            const step = patched(document, next);
            document = step.document;
            settle(step.ask);
          }
        }
        // Whatever was lost last is noticed at the latest when the connection is resumed.
        document = disconnected(document);
        settle(true);
        expect(document).toMatchObject({ state: 'live', version: version(sent.length) });
        expect(document.body).toEqual(bodies.at(-1));
      }),
    );
  });
});
