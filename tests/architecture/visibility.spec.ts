import { describe, expect, it } from 'vitest';
import { unruled } from './visibility.js';
import { isCode, readWorkspace } from './workspace.js';

const code = readWorkspace().filter(isCode);
const product = code.filter((file) => /^libs\/projections\/src\//.test(file.path) && !/\.(?:spec|suite)\.ts$/.test(file.path));
/** The names of a table: the keys of an object that is written line by line. */
const keysOf = (path: string, table: RegExp): readonly string[] => {
  const text = code.find((file) => file.path === path)?.text ?? '';
  const [, body = ''] = table.exec(text) ?? [];
  return [...body.matchAll(/^ {2}'?([\w-]+)'?: /gmu)].map(([, key = '']) => key).sort();
};

describe('who may see what', () => {
  it('stands in prose above the code of every kind of document and of every list', () => {
    const models = product.filter(({ text }) => /\breadModel(?:<[^(]*>)?\(\{/u.test(text) && !text.includes('export const readModel ='));
    const lists = product.filter(({ path }) => /\/lists\/(?!list|lists|answer)[\w-]+\.ts$/u.test(path));
    const kinds = keysOf('libs/contract/src/documents/kinds.ts', /export const DOCUMENTS = \{\n([\s\S]*?)\n\} as const/u);
    const named = models.map(({ text }) => /kind: '([\w-]+)'/u.exec(text)?.[1] ?? '').sort();
    expect(named).toEqual(kinds);
    expect(lists.map(({ path }) => /([\w-]+)\.ts$/u.exec(path)?.[1] ?? '').sort()).toEqual(
      keysOf('libs/contract/src/documents/lists.ts', /export const LISTS = \{\n([\s\S]*?)\n\} as const/u),
    );
    expect([...models, ...lists].filter(unruled).map(({ path }) => path)).toEqual([]);
  });

  it('has a spec of its own for every kind of document', () => {
    const models = product.filter(({ text }) => /\breadModel<'/u.test(text));
    const without = models.filter(({ path }) => !code.some((file) => file.path === path.replace(/\.ts$/u, '.spec.ts')));
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it('is missed where it is missing', () => {
    const file = (text: string) => ({ path: 'libs/projections/src/x.ts', text });
    expect(unruled(file("// Who sees an x.\n//\n// Everybody sees it.\n\nexport const x = readModel<'x', X>({"))).toBe(false);
    expect(unruled(file("// Who sees an x.\n\nexport const x = readModel<'x', X>({"))).toBe(true);
    expect(unruled(file("export const x = readModel<'x', X>({\n// Who sees an x.\n//\n// Everybody."))).toBe(true);
    expect(unruled(file("export const x = readModel<'x', X>({"))).toBe(true);
  });
});
