import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreClosed, type ReadStore, type StoredDocument } from './port.js';

const doc = (id: string, version: string, body: unknown, kind = 'meeting'): StoredDocument => ({
  kind,
  id,
  version,
  at: '2026-11-23T10:00:00.000Z',
  body,
});

async function all(store: ReadStore, kind: string): Promise<readonly StoredDocument[]> {
  const found: StoredDocument[] = [];
  for await (const page of store.each(kind)) found.push(...page);
  return found;
}

/** What every adapter must hold. `reopen` opens what was closed again, with nothing lost; an adapter that keeps nothing has none. */
export function readStoreSuite(name: string, make: () => ReadStore, reopen?: () => ReadStore): void {
  describe(name, () => {
    let store: ReadStore;
    beforeEach(async () => {
      store = make();
      await store.claim('log-1 v1');
    });
    afterEach(() => store.close());

    it('gives back what was committed, and its own copy of it', async () => {
      const body = { title: 'Möte', order: ['a', 'b'], agenda: { a: { title: 'Å' } } };
      await store.commit({ docs: [doc('m1', '11', body)] });
      body.agenda.a.title = 'changed after the commit';
      const found = await store.get('meeting', 'm1');
      expect(found).toEqual(doc('m1', '11', { title: 'Möte', order: ['a', 'b'], agenda: { a: { title: 'Å' } } }));
      expect(await store.get('meeting', 'm2')).toBeUndefined();
      expect(await store.get('group', 'm1')).toBeUndefined();
    });

    it('keeps the versions that audiences have seen', async () => {
      const seen = { public: { version: '11', at: '2026-11-23T09:00:00.000Z' } };
      await store.commit({ docs: [{ ...doc('m1', '12', {}), seen }] });
      expect((await store.get('meeting', 'm1'))?.seen).toEqual(seen);
    });

    it('answers many in the order asked, undefined for what there is not', async () => {
      await store.commit({ docs: [doc('m1', '11', 1), doc('g1', '12', 2, 'group')] });
      const found = await store.getMany([
        { kind: 'group', id: 'g1' },
        { kind: 'meeting', id: 'none' },
        { kind: 'meeting', id: 'm1' },
      ]);
      expect(found.map((document) => document?.body)).toEqual([2, undefined, 1]);
    });

    it('replaces and removes', async () => {
      await store.commit({ docs: [doc('m1', '11', 'old'), doc('m2', '11', 'other')] });
      await store.commit({ docs: [doc('m1', '12', 'new')], removed: [{ kind: 'meeting', id: 'm2' }] });
      expect(await all(store, 'meeting')).toEqual([doc('m1', '12', 'new')]);
    });

    it('goes through a kind in the order of its ids, whole, in pages', async () => {
      const docs = Array.from({ length: 1_201 }, (_, n) => doc(`m${String(n).padStart(5, '0')}`, '11', n));
      await store.commit({ docs: [...docs.toReversed(), doc('g1', '11', 'a group', 'group')] });
      expect(await all(store, 'meeting')).toEqual(docs);
      let pages = 0;
      for await (const page of store.each('meeting')) {
        pages += 1;
        expect(page.length).toBeLessThanOrEqual(500);
      }
      expect(pages).toBe(3);
    });

    it('commits documents and checkpoint together or not at all', async () => {
      await store.commit({ docs: [doc('m1', '11', 'before')], checkpoint: { name: 'projector', position: '11', sum: '7' } });
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      const failing = store.commit({
        docs: [doc('m1', '12', 'after'), doc('m2', '12', circle)],
        checkpoint: { name: 'projector', position: '12', sum: '8' },
      });
      await expect(failing).rejects.toThrow(TypeError);
      expect((await store.get('meeting', 'm1'))?.body).toBe('before');
      expect(await store.checkpoint('projector')).toEqual({ position: '11', sum: '7' });
      expect(await store.checkpoint('another')).toBeUndefined();
    });

    it('throws everything away when it was made from or by something else', async () => {
      await store.commit({ docs: [doc('m1', '11', 1)], checkpoint: { name: 'projector', position: '11', sum: '7' } });
      expect(await store.claim('log-1 v1')).toBe(true);
      expect(await store.get('meeting', 'm1')).toBeDefined();
      expect(await store.claim('log-1 v2')).toBe(false);
      expect(await store.get('meeting', 'm1')).toBeUndefined();
      expect(await store.checkpoint('projector')).toBeUndefined();
    });

    it('is empty once cleared, and still claimed', async () => {
      await store.commit({ docs: [doc('m1', '11', 1)], checkpoint: { name: 'projector', position: '11', sum: '7' } });
      await store.clear();
      expect(await all(store, 'meeting')).toEqual([]);
      expect(await store.checkpoint('projector')).toBeUndefined();
      await store.commit({ docs: [doc('m2', '12', 2)] });
      expect(await store.claim('log-1 v1')).toBe(true);
    });

    it('refuses everything once closed, and may be closed again', async () => {
      await store.close();
      await store.close();
      await expect(store.get('meeting', 'm1')).rejects.toThrow(StoreClosed);
      await expect(store.commit({})).rejects.toThrow(StoreClosed);
      await expect(all(store, 'meeting')).rejects.toThrow(StoreClosed);
    });

    if (reopen !== undefined) {
      it('has everything when it is opened again', async () => {
        await store.commit({ docs: [doc('m1', '11', 1)], checkpoint: { name: 'projector', position: '11', sum: '7' } });
        await store.close();
        store = reopen();
        expect(await store.claim('log-1 v1')).toBe(true);
        expect(await store.get('meeting', 'm1')).toEqual(doc('m1', '11', 1));
        expect(await store.checkpoint('projector')).toEqual({ position: '11', sum: '7' });
      });
    }
  });
}
