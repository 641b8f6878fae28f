import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type SpecServer } from '../testing/server.suite.js';
import type { Terms } from '../platform/terms.js';
import { APPOINTMENT_TERMS } from './groups.module.js';

let server: SpecServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Answer {
  readonly body: { readonly appointments: Record<string, { ended?: string }>; readonly offices: object };
}

describe('a term', () => {
  it('ends when its last day in Stockholm has passed: the appointment and the office with it', async () => {
    let now = '2008-12-31T22:59:00.000Z';
    const running = (server = await startServer({ clock: () => now }));
    const give = async (path: string, body: object): Promise<void> => {
      const answer = await fetch(`${running.url}/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
      expect(answer.status, await answer.text()).toBe(200);
    };
    const session = await fetch(`${running.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'secretariat' }),
    });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await give('groups/g1/form', { kind: 'working', name: 'G', mandate: 'M' });
    await give('persons/p1/register', { name: 'Påhittad Person', gender: 'woman' });
    await give('groups/g1/establish-seat', { seat: 's1', nominatedBy: [] });
    const term = { seat: 's1', person: 'p1', as: 'ordinary', from: '2008-01-01', until: '2008-12-31', basis: { document: 'Beslut' } };
    await give('groups/g1/appoint', { ...term, appointment: 'a1' });
    await give('groups/g1/choose-office', { office: 'chair', person: 'p1' });

    const terms = running.app.get<Terms>(APPOINTMENT_TERMS, { strict: false });
    expect(await terms.endThoseOver()).toBe(0);
    now = '2008-12-31T23:00:01.000Z';
    expect(await terms.endThoseOver()).toBe(1);
    expect(await terms.endThoseOver()).toBe(0);
    const answer = await fetch(`${running.url}/api/docs/group/g1?after=${await running.log.head()}`);
    const { body } = (await answer.json()) as Answer;
    expect(body.appointments['a1']?.ended).toBe('2008-12-31');
    expect(body.offices).toEqual({});
  });
});
