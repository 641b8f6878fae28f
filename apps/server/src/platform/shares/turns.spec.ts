import { describe, expect, it } from 'vitest';
import { nextTurn } from '../projector/turns.js';
import { Turns, type TurnLimits } from './turns.js';

const places = { all: 100, strangers: 60, address: 20, account: 20 };
const limits: TurnLimits = { atOnce: 1, atOnceEach: 1, places, patienceMs: 60_000 };
const stranger = (house: string) => ({ house });
const signedIn = (account: string) => ({ house: '192.0.2.1', account });
const turn = (order: string[], name: string) => async () => {
  await nextTurn();
  order.push(name);
};

describe('work in turns', () => {
  it('is done for each who asks in turn, however much one of them asks for', async () => {
    const order: string[] = [];
    const turns = new Turns(limits);
    const greedy = Array.from({ length: 10 }, (_, n) => turns.run(stranger('192.0.2.1'), turn(order, `greedy ${String(n)}`)));
    const modest = turns.run(stranger('192.0.2.2'), turn(order, 'modest'));
    const member = turns.run(signedIn('anna'), turn(order, 'member'));
    await Promise.all([...greedy, modest, member]);
    expect(order.slice(0, 4).toSorted()).toEqual(['greedy 0', 'greedy 1', 'member', 'modest'].toSorted());
    expect(order.at(-1)).toBe('greedy 9');
  });

  it('is done for those signed in every other time, however many strangers wait', async () => {
    const order: string[] = [];
    const turns = new Turns(limits);
    const strangers = Array.from({ length: 30 }, (_, n) => turns.run(stranger(`192.0.2.${String(n)}`), turn(order, 'stranger')));
    const members = ['anna', 'bo', 'cia'].map((account) => turns.run(signedIn(account), turn(order, account)));
    await Promise.all([...strangers, ...members]);
    expect(['anna', 'bo', 'cia'].map((account) => order.indexOf(account)).every((place) => place <= 6)).toBe(true);
  });

  it('is under way for so many at once, and so many of one', async () => {
    const turns = new Turns({ ...limits, atOnce: 4, atOnceEach: 2 });
    let running = 0;
    let most = 0;
    const mine = new Map<string, number>();
    const work = (name: string) => async () => {
      most = Math.max(most, (running += 1));
      mine.set(name, (mine.get(name) ?? 0) + 1);
      expect(mine.get(name)).toBeLessThanOrEqual(2);
      for (let n = 0; n < 3; n += 1) await nextTurn();
      mine.set(name, (mine.get(name) ?? 0) - 1);
      running -= 1;
    };
    const names = ['a', 'b', 'c'];
    await Promise.all(names.flatMap((name) => Array.from({ length: 8 }, () => turns.run(signedIn(name), work(name)))));
    expect(most).toBe(4);
  });

  it('lets everything else have its turn between two pieces', async () => {
    const turns = new Turns(limits);
    const order: string[] = [];
    const pieces = [1, 2, 3].map((n) => turns.run(signedIn('anna'), () => void order.push(`piece ${String(n)}`)));
    setImmediate(() => order.push('other'));
    await Promise.all(pieces);
    expect(order.indexOf('other')).toBeLessThan(order.indexOf('piece 3'));
  });

  it('is refused to whoever has more waiting than their share, and to nobody else', async () => {
    const turns = new Turns(limits);
    const asked = await Promise.allSettled(Array.from({ length: 30 }, () => turns.run(stranger('192.0.2.1'), nextTurn)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const many = Array.from({ length: 90 }, (_, n) => turns.run(stranger(`198.51.100.${String(n)}`), nextTurn).catch(() => 'refused'));
    const member = turns.run(signedIn('anna'), () => 'served');
    expect((await Promise.all(many)).filter((one) => one === 'refused')).toHaveLength(30);
    expect(await member).toBe('served');
  });

  it('is not waited for longer than anybody has patience, nor for whoever has left', async () => {
    const turns = new Turns({ ...limits, patienceMs: 5 });
    let end = (): void => undefined;
    const long = turns.run(signedIn('anna'), () => new Promise<void>((resolve) => (end = resolve)));
    await expect(turns.run(signedIn('bo'), () => undefined)).rejects.toMatchObject({
      code: 'request/too-many',
      more: { facts: { seconds: 1 } },
    });
    const gone = new AbortController();
    const patient = new Turns(limits);
    const first = patient.run(signedIn('anna'), () => new Promise<void>((resolve) => (end = resolve)));
    const left = patient.run(signedIn('bo'), () => undefined, gone.signal);
    gone.abort();
    await expect(left).rejects.toMatchObject({ code: 'request/too-many' });
    end();
    await first;
    void long;
  });
});
