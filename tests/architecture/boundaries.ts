import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { packageOf, specifiers } from './imports.js';
import { isTest, type Project, type SourceFile } from './workspace.js';

interface Allowed {
  /** Folders of the projects that may be imported, or `all`. */
  readonly projects: readonly string[] | 'all';
  /** Packages that may be imported, or those that may not. `node:` stands for Node's own modules. */
  readonly packages: { readonly only: readonly string[] } | { readonly never: readonly RegExp[] };
}

const LIBS = ['libs/domain', 'libs/contract', 'libs/projections', 'libs/event-store', 'libs/read-store', 'libs/sqlite-file', 'libs/vault'];
const CLIENT = [/^vue(-.+)?$/, /^pinia$/, /^@vue\//, /^@nuxt\//];

/** Who may import whom. `eslint.config.mjs` says the same by tags; a project that is in neither is refused. */
const ALLOWED: Readonly<Record<string, Allowed>> = {
  'libs/domain': { projects: [], packages: { only: ['zod'] } },
  'libs/contract': { projects: [], packages: { only: ['zod'] } },
  'libs/projections': { projects: ['libs/domain', 'libs/contract'], packages: { only: [] } },
  'libs/sqlite-file': { projects: [], packages: { only: ['node:'] } },
  'libs/event-store': { projects: ['libs/sqlite-file'], packages: { only: ['node:', '@kurrent/kurrentdb-client'] } },
  'libs/read-store': { projects: ['libs/sqlite-file'], packages: { only: ['node:', 'mongodb'] } },
  'libs/vault': { projects: ['libs/sqlite-file'], packages: { only: ['node:'] } },
  'apps/server': { projects: LIBS, packages: { never: CLIENT } },
  'apps/web': { projects: ['libs/contract'], packages: { never: [/^node:$/, /^@nestjs\//, /^fastify$/, /^socket\.io$/, /^pino$/] } },
  'tests/e2e': { projects: 'all', packages: { never: [] } },
  'tests/bench': { projects: 'all', packages: { never: [] } },
  'tests/architecture': { projects: [], packages: { never: [] } },
};

/** Packages that a test may use anywhere. */
const TESTING = new Set([
  'vitest',
  'fast-check',
  'node:',
  'vite',
  '@vue/test-utils',
  '@nestjs/testing',
  'socket.io-client',
  'playwright-core',
]);

const TYPE_TAGS: Readonly<Record<string, string>> = { apps: 'type:app', libs: 'type:lib', tests: 'type:test' };
const SCOPES = new Set(['domain', 'contract', 'projections', 'file', 'store', 'server', 'web', 'test'].map((scope) => `scope:${scope}`));

/** Projects that lint cannot judge, since a tag is missing, unknown or of the wrong kind, and those without a rule here. */
export function badlyTagged(projects: readonly Project[]): readonly string[] {
  return projects.flatMap(({ folder, tags }) => {
    const scopes = tags.filter((tag) => SCOPES.has(tag));
    const type = TYPE_TAGS[folder.slice(0, folder.indexOf('/'))] ?? '';
    const well = tags.length === 2 && tags.includes(type) && scopes.length === 1 && folder in ALLOWED;
    return well ? [] : [`${folder}: tagged [${tags.join(', ')}]`];
  });
}

/** Imports that the table above does not allow, or that the project's package.json does not declare, one sentence each. */
export function forbiddenImports(files: readonly SourceFile[], projects: readonly Project[]): readonly string[] {
  const byName = new Map(projects.map((project) => [project.name, project]));
  const home = (path: string): Project | undefined => projects.find((project) => path.startsWith(`${project.folder}/`));

  const judge = (file: SourceFile, project: Project, specifier: string): string | undefined => {
    const rule = ALLOWED[project.folder];
    if (rule === undefined) return 'is of a project without a rule';
    if (specifier.startsWith('.')) {
      const target = posix.join(posix.dirname(file.path), specifier);
      return target.startsWith(`${project.folder}/`) ? undefined : 'leaves its project by a path';
    }
    const name = packageOf(isBuiltin(specifier) && !specifier.startsWith('node:') ? `node:${specifier}` : specifier);
    const other = byName.get(name);
    if (other !== undefined) {
      if (specifier !== name) return 'goes past the index of a lib';
      if (rule.projects !== 'all' && !rule.projects.includes(other.folder)) return 'is an edge that is not allowed';
      return name in project.dependencies ? undefined : 'is not declared in package.json';
    }
    if (isTest(file.path) && TESTING.has(name)) return undefined;
    const { packages } = rule;
    const allowed = 'only' in packages ? packages.only.includes(name) : !packages.never.some((never) => never.test(name));
    return allowed ? undefined : 'is a package that is not allowed here';
  };

  return files.flatMap((file) => {
    const project = home(file.path);
    if (project === undefined) return [];
    return specifiers(file).flatMap((specifier) => {
      const fault = judge(file, project, specifier);
      return fault === undefined ? [] : [`${file.path}: '${specifier}' ${fault}`];
    });
  });
}
