import * as contract from '@samverkan/contract';
import { expect, it } from 'vitest';

const sources = import.meta.glob<string>(['/src/**/*.{ts,vue}', '!/src/**/*.{spec,suite}.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** The names that a source takes from the contract as values: types are gone when it runs. */
function valuesOf(source: string): readonly string[] {
  return [...source.matchAll(/import (type )?\{([^}]*)\} from '@samverkan\/contract'/gu)].flatMap(([, type, names = '']) =>
    type === undefined
      ? names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && !name.startsWith('type '))
      : [],
  );
}

/** Whether a value is a schema, or a table of schemas. */
function isSchema(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return '_zod' in value || Object.values(value).some(isSchema);
}

it('takes no schema from the contract, nor what reads one: the validator stays out of what is sent to the browser', () => {
  const used = new Set(Object.values(sources).flatMap(valuesOf));
  expect(used.size).toBeGreaterThan(3);
  const readers = ['commandSpec', 'listId', 'parseListId'];
  const bad = [...used].filter((name) => readers.includes(name) || isSchema((contract as Readonly<Record<string, unknown>>)[name]));
  expect(bad).toEqual([]);
  expect(isSchema(contract.COMMANDS)).toBe(true);
});
