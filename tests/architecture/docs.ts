import { posix } from 'node:path';
import type { SourceFile } from './workspace.js';

const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g;

/** Links of a page to a file that is not there. `exists` answers for a path from the workspace's root. */
export function deadLinks(page: SourceFile, exists: (path: string) => boolean): readonly string[] {
  return [...page.text.matchAll(LINK)]
    .map(([, link = '']) => posix.join(posix.dirname(page.path), link))
    .filter((target) => !exists(target))
    .map((target) => `${page.path} → ${target}`);
}

/** What is wrong with the pages of decisions: a number that two of them have, a page that the index does not list. */
export function decisionFaults(files: readonly SourceFile[]): readonly string[] {
  const names = files.flatMap((file) => /^docs\/decisions\/(\d.*\.md)$/.exec(file.path)?.[1] ?? []);
  const index = files.find((file) => file.path === 'docs/decisions/README.md')?.text ?? '';
  const numbers = names.map((name) => name.slice(0, 4));
  return [
    ...names.filter((name) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name)).map((name) => `${name}: not named NNNN-title`),
    ...numbers.filter((number, at) => numbers.indexOf(number) !== at).map((number) => `${number}: two pages`),
    ...names.filter((name) => !index.includes(`](${name})`)).map((name) => `${name}: not in the index`),
  ];
}
