import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Admission } from './admission.js';
import { LiveClient } from './testing/live-client.suite.js';
import { startLiveServer } from './testing/live-server.suite.js';

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;
const limits = { perAddress: 3, perAccount: 2, attempts: { burst: 100, perSecond: 0 } };

describe('connections', () => {
  it('are so many from one address, and room is made by those that end', () => {
    const admission = new Admission(limits, []);
    const left = [1, 2, 3].map(() => admission.admit(from('192.0.2.1'), undefined));
    expect(left.every((one) => one !== undefined)).toBe(true);
    expect(admission.admit(from('192.0.2.1'), undefined)).toBeUndefined();
    expect(admission.admit(from('192.0.2.2'), undefined)).toBeDefined();
    left[0]?.();
    expect(admission.admit(from('192.0.2.1'), undefined)).toBeDefined();
  });

  it('are so many of one account, wherever they come from', () => {
    const admission = new Admission(limits, []);
    expect([1, 2, 3].map((n) => admission.admit(from(`192.0.2.${String(n)}`), 'anna') !== undefined)).toEqual([true, true, false]);
    expect(admission.admit(from('192.0.2.3'), 'bo')).toBeDefined();
  });

  it('may be tried so often', () => {
    const admission = new Admission({ ...limits, attempts: { burst: 2, perSecond: 0 } }, []);
    for (const _ of [1, 2]) admission.admit(from('192.0.2.1'), undefined)?.();
    expect(admission.admit(from('192.0.2.1'), undefined)).toBeUndefined();
  });

  it('come from where a trusted proxy says, and from where they are when anybody else says so', () => {
    const trusting = new Admission({ ...limits, perAddress: 1 }, ['10.0.0.0/8']);
    expect(trusting.admit(from('10.0.0.1', '192.0.2.1'), undefined)).toBeDefined();
    expect(trusting.admit(from('10.0.0.1', '192.0.2.2'), undefined)).toBeDefined();
    expect(trusting.admit(from('192.0.2.9', '192.0.2.3'), undefined)).toBeDefined();
    expect(trusting.admit(from('192.0.2.9', '192.0.2.4'), undefined)).toBeUndefined();
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
