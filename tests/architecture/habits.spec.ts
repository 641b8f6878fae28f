import { describe, expect, it } from 'vitest';
import { defaultBranches, isUnfinished, misplaced, namesAMachine, neverRun, shellCode } from './habits.js';
import { isCode, readWorkspace } from './workspace.js';

const files = readWorkspace();
const code = files.filter(isCode);
const libs = code.filter((file) => file.path.startsWith('libs/'));
const paths = (found: readonly { readonly path: string }[]): readonly string[] => found.map((file) => file.path);

describe('the repository', () => {
  it('is read in full by these checks', () => {
    expect(paths(files)).toEqual(expect.arrayContaining(['README.md', '.ci/run', '.npmrc', 'package-lock.json', 'infra/setup.mjs']));
    expect(libs.length).toBeGreaterThan(30);
  });

  it('has files of a readable length, named after what is in them, and one index per lib', () => {
    expect(code.flatMap(misplaced)).toEqual([]);
  });

  it('names no machine and no registry', () => {
    expect(paths(files.filter(namesAMachine))).toEqual([]);
  });

  it('leaves nothing for later and silences no checker', () => {
    expect(paths(files.filter((file) => file.path !== 'package-lock.json').filter(isUnfinished))).toEqual([]);
  });

  it('runs every test it has', () => {
    expect(paths(code.filter(neverRun))).toEqual([]);
  });

  it('has neither decorators nor base classes in libs', () => {
    expect(libs.flatMap(shellCode)).toEqual([]);
  });

  it('handles every event and command by name in pure code', () => {
    const pure = libs.filter((file) => /^libs\/(?:domain|projections)\//.test(file.path));
    expect(pure.length).toBeGreaterThan(10);
    expect(pure.flatMap(defaultBranches)).toEqual([]);
  });
});

describe('the checks', () => {
  const file = (path: string, text = ''): { readonly path: string; readonly text: string } => ({ path, text });

  it('find a badly placed file', () => {
    for (const path of ['libs/domain/src/utils/dates.ts', 'apps/web/src/util.ts', 'libs/domain/src/meeting/index.ts']) {
      expect(misplaced(file(path))).toHaveLength(1);
    }
    expect(misplaced(file('libs/domain/src/meeting/meeting.ts', 'x\n'.repeat(301)))).toHaveLength(1);
    expect(misplaced(file('libs/domain/src/index.ts', 'x\n'.repeat(300)))).toEqual([]);
  });

  it('find a path of a machine and the host of a registry', () => {
    const pieces = [
      ['cd /wo', 'rk/here'],
      ["'/ro", "ot/.npmrc'"],
      ['https://regis', 'try.npmjs.org/zod'],
      ['"resol', 'ved": "https://x"'],
    ];
    for (const text of pieces) expect(namesAMachine(file('x.md', text.join('')))).toBe(true);
    for (const text of ['./work/x', 'https://example.org/work/x', 'the work/life balance']) {
      expect(namesAMachine(file('x.md', text))).toBe(false);
    }
  });

  it('find what is left for later', () => {
    expect(isUnfinished(file('x.ts', ['// TO', 'DO: later'].join('')))).toBe(true);
    expect(isUnfinished(file('x.ts', ['/* eslint-', 'disable */'].join('')))).toBe(true);
    expect(isUnfinished(file('x.ts', 'const toDo = 1;'))).toBe(false);
  });

  it('find a test that would never run', () => {
    for (const path of [
      'libs/domain/meeting.spec.ts',
      'libs/domain/src/meeting.test.ts',
      'tests/e2e/deep/story.e2e.ts',
      'tests/bench/x.spec.ts',
    ]) {
      expect(neverRun(file(path))).toBe(true);
    }
    for (const path of ['libs/domain/src/meeting/meeting.spec.ts', 'apps/web/src/x.spec.ts', 'tests/e2e/story.e2e.ts']) {
      expect(neverRun(file(path))).toBe(false);
    }
  });

  it('find decorators, base classes and default branches', () => {
    expect(shellCode(file('libs/x/src/x.ts', '@Injectable()\nexport class X {}'))).toEqual(['libs/x/src/x.ts:1: a decorator']);
    expect(shellCode(file('libs/x/src/x.ts', 'export abstract class X {}'))).toEqual(['libs/x/src/x.ts:1: a base class']);
    expect(defaultBranches(file('libs/domain/src/x/x.ts', 'switch (a) {\n  default:\n}'))).toEqual(['libs/domain/src/x/x.ts:2']);
  });
});
