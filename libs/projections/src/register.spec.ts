import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, type Document } from './fold.js';
import { allRegistered, emptyRegister, register, registered, reregister, unregister, type Register } from './register.js';

const filled = (count: number): Register<number> => {
  let all = emptyRegister<number>();
  for (let n = 0; n < count; n += 1) all = register(all, `person-${n}`, n);
  return all;
};

/** How many places the later of two registers has of its own: what a change has copied. */
function copied(before: Register<unknown>, after: Register<unknown>): number {
  if (before === after) return 0;
  if (!('branches' in after)) return after.leaf.length;
  const older = 'branches' in before ? before.branches : [];
  return after.branches.reduce((sum, one, at) => sum + copied(older[at] ?? emptyRegister(), one), after.branches.length);
}

describe('a register', () => {
  it('holds what a map holds, whatever is put and changed, and is the same after it was stored', () => {
    const step = fc.record({ id: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('__proto__', 'constructor')), value: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const map = new Map<string, number>();
        let all = emptyRegister<number>();
        for (const { id, value } of steps) {
          const before = all;
          if (value === 5) {
            all = unregister(all, id);
            if (!map.delete(id)) expect(all).toBe(before);
          } else if (value === 0) {
            all = reregister(all, id, (one) => one + 1);
            const known = map.get(id);
            if (known !== undefined) map.set(id, known + 1);
          } else {
            all = register(all, id, value);
            if (map.get(id) === value) expect(all).toBe(before);
            map.set(id, value);
          }
        }
        const stored = JSON.parse(JSON.stringify(all)) as Register<number>;
        for (const one of [all, stored]) {
          expect(new Map(allRegistered(one))).toEqual(map);
          for (const [id, value] of map) expect(registered(one, id)).toBe(value);
        }
        expect(registered(all, 'nobody is called so')).toBeUndefined();
      }),
    );
  });

  it('copies for a change no more than a few hundred places, of 50,000 as of 100', () => {
    for (const count of [100, 5_000, 50_000]) {
      const all = filled(count);
      for (const id of ['person-7', 'somebody-new']) {
        const after = register(all, id, -1);
        expect(registered(after, id)).toBe(-1);
        expect(copied(all, after)).toBeLessThan(150);
      }
    }
  });

  it('gives back itself when nothing changes, and keeps what a change does not touch', () => {
    const all = filled(1_000);
    expect(register(all, 'person-7', 7)).toBe(all);
    expect(reregister(all, 'nobody', () => 1)).toBe(all);
    const person = { name: 'Anna' };
    const before = register(register(emptyRegister<object>(), 'a', person), 'b', {});
    expect(registered(register(before, 'b', {}), 'a')).toBe(person);
  });

  it('holds many ids of every length', () => {
    let all = emptyRegister<number>();
    for (let n = 0; n < 3_000; n += 1) all = register(all, '\u0000'.repeat(n), n);
    expect([...allRegistered(all)]).toHaveLength(3_000);
    expect(registered(all, '\u0000'.repeat(2_999))).toBe(2_999);
  });
});

/** How many places each of 3,000 events copies of what a document holds, at most. */
function mostCopied(kind: string, field: string, first: readonly object[], one: (n: number) => object): number {
  const documents = new Map<string, Document>();
  const find = { get: (of: string, id: string) => documents.get(`${of}/${id}`) };
  const held = (): Register<unknown> | undefined =>
    [...documents.values()]
      .map((there) => (there.kind === kind ? (there.body as Record<string, Register<unknown>>)[field] : undefined))
      .find(Boolean);
  let most = 0;
  const events = [...first, ...Array.from({ length: 3_000 }, (_, n) => one(n))];
  for (const [n, event] of events.entries()) {
    const before = held() ?? emptyRegister();
    const recorded = {
      position: String(n).padStart(8, '0'),
      time: AT,
      event: { at: AT, ...event } as never,
      actor: { account: 'a', role: 'secretariat' },
    };
    for (const document of applyEvent(find, recorded)) documents.set(`${document.kind}/${document.id}`, document);
    most = Math.max(most, copied(before, held() ?? before));
  }
  expect([...allRegistered(held() ?? emptyRegister())]).toHaveLength(3_000);
  return most;
}

const AT = '2008-01-01T00:00:00.000Z';
const firm = { type: 'OrganisationRegistered', organisation: 'firm', name: 'x', sector: 'business' };
const person = (n: number): object => ({
  type: 'PersonRegistered',
  person: `person-${n}`,
  organisation: 'firm',
  name: 'x',
  gender: 'y',
  invented: true,
});
const account = (n: number): object => ({ type: 'AccountOpened', account: `account-${n}`, person: `person-${n}` });
const authority = (n: number): object => ({
  type: 'AuthorityGiven',
  person: `person-${n}`,
  authority: `authority-${n}`,
  role: 'auditor',
  from: '2008-01-01',
});

describe('a document that holds everybody', () => {
  it.each([
    ['directory', 'persons', [firm], person],
    ['organisation', 'persons', [firm], person],
    ['accounts', 'accounts', [], account],
    ['authorities', 'authorities', [], authority],
  ] as const)('%s: of its %s no more than a few hundred places are copied for one more among 3,000', (kind, field, first, one) => {
    expect(mostCopied(kind, field, first, one)).toBeLessThan(400);
  });
});
