import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyMissing, PersonErased, SealBroken } from './errors.js';
import { createMemoryVault } from './memory-keys.js';
import { isSealed, personOf, type Sealed } from './sealed.js';
import type { Vault } from './vault.js';

const text = fc.string({ unit: 'binary', maxLength: 200 });
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);

function errorOf(use: () => unknown): Error {
  try {
    use();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

/** What every vault holds to, wherever its keys are kept. */
export function vaultSuite(name: string, open: () => Vault): void {
  describe(name, () => {
    const withVault = (use: (vault: Vault) => void) => {
      const vault = open();
      try {
        use(vault);
      } finally {
        vault.close();
      }
    };

    test('what is sealed opens again, and only in its own field', () => {
      withVault((vault) => {
        fc.assert(
          fc.property(id, fc.constantFrom('name', 'email', 'phone'), text, (person, field, plain) => {
            const sealed = vault.seal(person, field, plain);
            expect(isSealed(sealed)).toBe(true);
            expect(personOf(sealed)).toBe(person);
            expect(vault.open(sealed, field)).toBe(plain);
            expect(() => vault.open(sealed, `${field}2`)).toThrow(SealBroken);
          }),
          { numRuns: 50 },
        );
      });
    });

    test('two seals of the same text differ', () => {
      withVault((vault) => {
        expect(vault.seal('p1', 'name', 'Anna')).not.toBe(vault.seal('p1', 'name', 'Anna'));
        expect(vault.seal('p1', 'name', 'Anna').length).toBe(vault.seal('p1', 'name', 'Anna-Karin Hammarström').length);
      });
    });

    test('any change to a sealed value is noticed, and the error says nothing of what is in it', () => {
      withVault((vault) => {
        const sealed = vault.seal('p1', 'name', 'Kerstin');
        vault.seal('p2', 'name', 'Somebody');
        const head = 'sealed:1:p1:'.length;
        for (let at = head; at < sealed.length; at += 7) {
          const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
          expect(() => vault.open(changed as Sealed, 'name')).toThrow(SealBroken);
        }
        expect(() => vault.open(sealed.replace(':p1:', ':p2:') as Sealed, 'name')).toThrow(SealBroken);
        for (const wrong of ['', 'Kerstin', 'sealed:1:p1:', 'sealed:2:p1:AAAA', `${sealed}\n`, sealed.slice(0, 60)]) {
          expect(isSealed(wrong)).toBe(false);
          expect(() => vault.open(wrong as Sealed, 'name')).toThrow(SealBroken);
        }
        expect(isSealed(undefined)).toBe(false);
        const error = errorOf(() => vault.open(sealed, 'email'));
        expect(JSON.stringify([String(error), error])).not.toContain('Kerstin');
        expect(error).toMatchObject({ code: 'vault/seal-broken', person: 'p1', field: 'email' });
        expect(error.cause).toBeUndefined();
      });
    });

    test('many are sealed at once, or none', () => {
      withVault((vault) => {
        const plains = Array.from({ length: 100 }, (_, at) => ({
          person: `p${String(at % 40)}`,
          field: 'name',
          text: `Person ${String(at)}`,
        }));
        const sealed = vault.sealMany(plains);
        expect(sealed.map((value) => vault.open(value, 'name'))).toEqual(plains.map((plain) => plain.text));
        vault.erase('gone');
        expect(() =>
          vault.sealMany([
            ...plains.slice(0, 1),
            { person: 'new', field: 'name', text: 'x' },
            { person: 'gone', field: 'name', text: 'x' },
          ]),
        ).toThrow(PersonErased);
        expect(() => vault.open(vault.seal('other', 'name', 'x').replace(':other:', ':new:') as Sealed, 'name')).toThrow(KeyMissing);
      });
    });

    test('erasing a person destroys the key: nothing of theirs opens, the others stay', () => {
      withVault((vault) => {
        const [one, two] = [vault.seal('p1', 'name', 'Ett'), vault.seal('p2', 'name', 'Två')];
        expect(vault.erased('p1')).toBe(false);
        vault.erase('p1');
        vault.erase('p1');
        expect(vault.open(one, 'name')).toBeUndefined();
        expect(vault.open(two, 'name')).toBe('Två');
        expect([vault.erased('p1'), vault.erased('p2'), vault.erased('p3')]).toEqual([true, false, false]);
        expect(() => vault.seal('p1', 'name', 'Ett')).toThrow(PersonErased);
        vault.erase('p3');
        expect(() => vault.seal('p3', 'name', 'Tre')).toThrow(PersonErased);
      });
    });

    test('refuses what it could not give back', () => {
      withVault((vault) => {
        expect(() => vault.seal('p1', 'name', 'a\ud800b')).toThrow(RangeError);
        for (const person of ['', 'a:b', 'å', 'a'.repeat(129)]) expect(() => vault.seal(person, 'name', 'x')).toThrow(RangeError);
        expect(() => {
          vault.erase('a:b');
        }).toThrow(RangeError);
      });
    });

    test('fingerprints are equal for equal texts of one installation only', () => {
      withVault((vault) => {
        expect(vault.fingerprint('Kerstin')).toBe(vault.fingerprint('Kerstin'));
        expect(vault.fingerprint('Kerstin')).not.toBe(vault.fingerprint('kerstin'));
        expect(vault.fingerprint('Kerstin')).toMatch(/^[A-Za-z0-9_-]{43}$/);
        const other = createMemoryVault();
        expect(other.fingerprint('Kerstin')).not.toBe(vault.fingerprint('Kerstin'));
      });
    });
  });
}
