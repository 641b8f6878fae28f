import { posix } from 'node:path';
import ts from 'typescript';
import { parse, walk } from './imports.js';
import { isTest, type SourceFile } from './workspace.js';

/** What a file is called, where it stands, how long it is: STYLE's rules about files, one sentence for each breach. */
export function misplaced(file: SourceFile): readonly string[] {
  const { path, text } = file;
  const lines = text.split('\n').length - 1;
  const limit = isTest(path) ? 450 : 300;
  return [
    ...(/(?:^|\/)(?:utils?|helpers?|misc|common-?utils?)(?:[./]|$)/i.test(path) ? ['named after nothing'] : []),
    ...(/^libs\/[^/]+\/src\/.+\/index\.ts$/.test(path) ? ['an index inside a lib'] : []),
    ...(lines > limit ? [`${String(lines)} lines long`] : []),
  ].map((fault) => `${path}: ${fault}`);
}

// Words are put together from pieces, so that this file is not its own first finding.
const word = (...pieces: readonly string[]): string => pieces.join('');

const MACHINE = new RegExp(
  [
    `(?:^|[^.a-z])/(?:${word('wo', 'rk')}|${word('ro', 'ot')}|${word('fa', 'rm')})/`,
    word('regis', 'try\\.[a-z]+js'),
    word('deb', '\\.[a-z]+\\.org'),
    word('"resol', 'ved":\\s*"http'),
  ].join('|'),
  'm',
);
const UNFINISHED = new RegExp(
  [word('\\bTO', 'DO\\b'), word('\\bFIX', 'ME\\b'), word('@ts-', '(?:ignore|nocheck)'), word('eslint-', 'disable')].join('|'),
);

/** A path of one machine, or the host of a package registry: neither belongs into the repository. */
export const namesAMachine = (file: SourceFile): boolean => MACHINE.test(file.text);

/** Something left for later, or a checker told to be silent. */
export const isUnfinished = (file: SourceFile): boolean => UNFINISHED.test(file.text);

/** Decorators and abstract classes of a file, by the line they stand on. */
export function shellCode(file: SourceFile): readonly string[] {
  const source = parse(file);
  const found: string[] = [];
  walk(source, (node) => {
    const line = `${file.path}:${String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
    if (ts.isDecorator(node)) found.push(`${line}: a decorator`);
    if (node.kind === ts.SyntaxKind.AbstractKeyword && ts.isClassDeclaration(node.parent)) found.push(`${line}: a base class`);
  });
  return found;
}

/** Tests that no vitest project picks up, since they stand in a folder that none of them reads. */
export function neverRun(file: SourceFile): boolean {
  if (!/\.(?:spec|e2e|test)\.ts$/.test(file.path)) return false;
  const folder = posix.dirname(file.path);
  if (file.path.endsWith('.spec.ts')) return !/^(?:apps|libs)\/[^/]+\/src(?:\/|$)/.test(folder) && folder !== 'tests/architecture';
  return !(file.path.endsWith('.e2e.ts') && folder === 'tests/e2e');
}

/** Switches in pure code that have a default branch: it would hide a forgotten event. */
export function defaultBranches(file: SourceFile): readonly string[] {
  if (isTest(file.path)) return [];
  const source = parse(file);
  const found: string[] = [];
  walk(source, (node) => {
    if (ts.isDefaultClause(node)) found.push(`${file.path}:${String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`);
  });
  return found;
}
