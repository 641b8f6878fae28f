import { describe, expect, it } from 'vitest';
import { Admission } from './admission.js';
import { LiveClient } from './testing/live-client.suite.js';
import { startLiveServer } from './testing/live-server.suite.js';

const limits = { connections: 100, connectionsOfStrangers: 60, perAddress: 3, perAccount: 2, attempts: { burst: 100, perSecond: 0 } };
const from = (house: string, account?: string) => ({ house, account });

describe('connections', () => {
  it('are so many from one address, and room is made by those that end', () => {
    const admission = new Admission(limits);
    const left = [1, 2, 3].map(() => admission.admit(from('192.0.2.1')));
    expect(left.every((one) => one !== undefined)).toBe(true);
    expect(admission.admit(from('192.0.2.1'))).toBeUndefined();
    expect(admission.admit(from('192.0.2.2'))).toBeDefined();
    left[0]?.();
    left[0]?.();
    expect(admission.admit(from('192.0.2.1'))).toBeDefined();
    expect(admission.admit(from('192.0.2.1'))).toBeUndefined();
  });

  it('are so many of one account, wherever they come from', () => {
    const admission = new Admission(limits);
    expect([1, 2, 3].map((n) => admission.admit(from(`192.0.2.${String(n)}`, 'anna')) !== undefined)).toEqual([true, true, false]);
    expect(admission.admit(from('192.0.2.3', 'bo'))).toBeDefined();
  });

  it('may be tried so often', () => {
    const admission = new Admission({ ...limits, attempts: { burst: 2, perSecond: 0 } });
    for (const _ of [1, 2]) admission.admit(from('192.0.2.1'))?.();
    expect(admission.admit(from('192.0.2.1'))).toBeUndefined();
    expect(admission.admit(from('192.0.2.1', 'anna'))).toBeDefined();
  });

  it('of those signed in have places that nobody else gets, however many addresses come', () => {
    const admission = new Admission({ ...limits, connections: 10, connectionsOfStrangers: 6, attempts: { burst: 1_000, perSecond: 0 } });
    let strangers = 0;
    for (let n = 0; n < 200; n += 1) if (admission.admit(from(`192.0.2.${String(n)}`)) !== undefined) strangers += 1;
    expect(strangers).toBe(6);
    expect(admission.admit(from('192.0.2.1', 'anna'))).toBeDefined();
  });
});

it('that end before it is known who opened them are not counted any more', async () => {
  const server = await startLiveServer({ limits: { perAddress: 2 }, signInMs: 50 });
  const hasty = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/?EIO=4&transport=websocket`);
      socket.addEventListener('message', () => {
        // Asks to be let in, and leaves.
        socket.send('40');
        socket.close();
      });
      socket.addEventListener('close', () => resolve());
    });
  for (let number = 0; number < 4; number += 1) await hasty();
  await new Promise((resolve) => setTimeout(resolve, 150));
  const patient = await new LiveClient(server.url).connect();
  expect(patient.socket.connected).toBe(true);
  patient.disconnect();
  await server.stop();
});
