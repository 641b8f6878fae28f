import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './workspace.js';

/** The code of a Vue file is what stands in its script blocks; line breaks keep the positions' lines. */
function script(file: SourceFile): string {
  if (!file.path.endsWith('.vue')) return file.text;
  return [...file.text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((block) => block[1] ?? '').join('\n');
}

export function parse(file: SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.path, script(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

/** Calls `see` for every node below `node`, in the order they are written. */
export function walk(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => walk(child, see));
}

/** What a file imports, re-exports or loads, as it is written there. */
export function specifiers(file: SourceFile): readonly string[] {
  return ts.preProcessFile(script(file), true, true).importedFiles.map((found) => found.fileName);
}

/** The package of a specifier: `@scope/name/deep` is of `@scope/name`; Node's own modules are of `node:`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The file a relative import means, among `paths`; undefined for anything else (a package, a style sheet, a picture). */
function resolve(from: string, specifier: string, paths: ReadonlySet<string>): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
  return [target, target.replace(/\.js$/, '.ts'), `${target}.ts`, `${target}/index.ts`].find((path) => paths.has(path));
}

/** What a file loads before it runs itself: its imports without those of types, and without those made later, on demand. */
function loads(file: SourceFile): readonly string[] {
  return parse(file).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return typesOnly(statement) ? [] : [moduleSpecifier.text];
  });
}

function typesOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return clause.name === undefined && names !== undefined && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly);
}

/** Circles of files that load each other, each as the list of its files. Types may know of each other: they are gone when it runs. */
export function cycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const paths = new Set(files.map((file) => file.path));
  const edges = new Map(
    files.map((file) => [file.path, loads(file).flatMap((specifier) => resolve(file.path, specifier, paths) ?? [])] as const),
  );
  const found: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): void => {
    const at = way.indexOf(path);
    if (at >= 0) {
      found.push([...way.slice(at), path]);
      return;
    }
    if (done.has(path)) return;
    way.push(path);
    for (const next of edges.get(path) ?? []) visit(next);
    way.pop();
    done.add(path);
  };
  for (const path of paths) visit(path);
  return found;
}
