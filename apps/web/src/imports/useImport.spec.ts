import { afterEach, describe, expect, it, vi } from 'vitest';
import { useImport } from './useImport.js';

const answer = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('importing a file', () => {
  it('sends it as it is, by its kind, and counts what it became', async () => {
    const fetched = vi
      .fn()
      .mockResolvedValue(answer(200, { what: 'people', rows: 3, written: { PersonRegistered: 3, MemberAppointed: 2 } }));
    vi.stubGlobal('fetch', fetched);
    const { send, report, written } = useImport();
    const file = new File(['name;gender\n'], 'personer.csv');
    expect(await send('people', file)).toBe(true);
    expect(fetched).toHaveBeenCalledWith('/api/imports/people', expect.objectContaining({ method: 'POST', body: file }));
    expect((fetched.mock.calls[0]?.[1] as RequestInit).headers).toMatchObject({ 'content-type': 'text/csv' });
    expect(report.value?.rows).toBe(3);
    expect(written.value).toBe(5);
  });

  it('keeps all that is wrong with it', async () => {
    const errors = [{ field: 'line 7: name', rule: 'missing', message: 'Missing.' }];
    const problem = { type: '/problems/import/invalid', title: '', status: 422, code: 'import/invalid', errors };
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(answer(422, problem)));
    const { send, faults, report } = useImport();
    expect(await send('groups', new File(['{}'], 'GRUPPER.JSON'))).toBe(false);
    expect(faults.value).toEqual(errors);
    expect(report.value).toBeUndefined();
  });
});
