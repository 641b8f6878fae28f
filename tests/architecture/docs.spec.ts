import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadLinks, decisionFaults } from './docs.js';
import { readWorkspace } from './workspace.js';

const files = readWorkspace();
const pages = files.filter((file) => file.path.endsWith('.md'));

describe('the documentation', () => {
  it('links to what is there', () => {
    expect(pages.length).toBeGreaterThan(4);
    const root = join(import.meta.dirname, '../..');
    expect(pages.flatMap((page) => deadLinks(page, (path) => existsSync(join(root, path))))).toEqual([]);
  });

  it('lists every decision once', () => {
    expect(decisionFaults(files)).toEqual([]);
  });
});

describe('the check of pages', () => {
  it('finds a dead link, and lets others be', () => {
    const text = '[a](b.md) ![c](../images/c.png#x) [d](https://example.org/e.md) [f](#g)';
    expect(deadLinks({ path: 'docs/decisions/a.md', text }, (path) => path === 'docs/decisions/b.md')).toEqual([
      'docs/decisions/a.md → docs/images/c.png',
    ]);
  });

  it('finds a decision that is not in the index, two of one number, and a name of another form', () => {
    const page = (path: string, text = ''): { readonly path: string; readonly text: string } => ({ path: `docs/decisions/${path}`, text });
    expect(decisionFaults([page('README.md', '[1](0001-a.md)'), page('0001-a.md'), page('0001-b.md'), page('2.md')])).toEqual([
      '2.md: not named NNNN-title',
      '0001: two pages',
      '0001-b.md: not in the index',
      '2.md: not in the index',
    ]);
  });
});
