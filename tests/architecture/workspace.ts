import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A file of the repository: its path from the workspace's root, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A project of the workspace: the folder it stands in and what its package.json says. */
export interface Project {
  readonly folder: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Other projects and packages it declares, each with its version. */
  readonly dependencies: Readonly<Record<string, string>>;
}

const ROOT = join(import.meta.dirname, '../..');
const MADE = new Set(['.git', '.nx', 'node_modules', 'dist', 'out-tsc', 'coverage', 'test-output']);
const TEXT =
  /\.(?:[cm]?ts|[cm]?js|vue|json|md|html|css|svg|csv|ya?ml|sh|txt)$|(?:^|\/)(?:\.npmrc|\.gitignore|\.prettierignore|Dockerfile|run)$/;

/** Every text file that is written by people, or by tools and kept in git: nothing built, nothing installed, no run-time data. */
export function readWorkspace(): readonly SourceFile[] {
  const files: SourceFile[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!MADE.has(entry.name) && path !== 'data') visit(path);
      } else if (entry.isFile() && TEXT.test(path)) {
        files.push({ path, text: readFileSync(join(ROOT, path), 'utf8') });
      }
    }
  };
  visit('');
  return files;
}

/** Code of the projects: TypeScript and Vue, without their settings files. */
export function isCode(file: SourceFile): boolean {
  return /^(?:apps|libs|tests)\/.*\.(?:ts|vue)$/.test(file.path) && !/\.config\.ts$/.test(file.path);
}

export function isTest(path: string): boolean {
  return /\.(?:spec|suite|e2e)\.ts$/.test(path) || path.startsWith('tests/');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});

/** The projects, read from their package.json files: the workspace's own globs are `apps/*`, `libs/*` and `tests/*`. */
export function projectsOf(files: readonly SourceFile[]): readonly Project[] {
  return files
    .filter((file) => /^(?:apps|libs|tests)\/[^/]+\/package\.json$/.test(file.path))
    .map((file) => {
      const manifest = record(JSON.parse(file.text));
      const tags: unknown = record(manifest['nx'])['tags'];
      const dependencies = { ...record(manifest['dependencies']), ...record(manifest['devDependencies']) };
      return {
        folder: posix.dirname(file.path),
        name: text(manifest['name']),
        tags: Array.isArray(tags) ? tags.map(text) : [],
        dependencies: Object.fromEntries(Object.entries(dependencies).map(([name, version]) => [name, text(version)])),
      };
    });
}
