import { posix } from 'node:path';
import ts from 'typescript';
import { parse, specifiers, walk } from './imports.js';
import { isTest, type SourceFile } from './workspace.js';

const DOMAIN = 'libs/domain/src';

/** The aggregates: the folders of the domain that have events of their own. `shared` holds what they have in common. */
export function aggregates(files: readonly SourceFile[]): readonly string[] {
  const folders = files.flatMap((file) => /^libs\/domain\/src\/([^/]+)\//.exec(file.path)?.[1] ?? []);
  return [...new Set(folders)].filter((folder) => folder !== 'shared').sort();
}

/** Files that an aggregate ought to have and has not. */
export function missingFiles(aggregate: string, files: readonly SourceFile[]): readonly string[] {
  const paths = new Set(files.map((file) => file.path));
  return ['.events.ts', '.ts', '.codec.ts', '.spec.ts', '.golden.json']
    .map((ending) => posix.join(DOMAIN, aggregate, `${aggregate}${ending}`))
    .filter((path) => !paths.has(path));
}

/** The literal `type`s of the event unions in an aggregate's events file: the names that are stored for ever. */
export function eventTypes(file: SourceFile): readonly string[] {
  const names: string[] = [];
  walk(parse(file), (node) => {
    if (!ts.isPropertySignature(node) || node.name.getText() !== 'type' || node.type === undefined) return;
    if (ts.isLiteralTypeNode(node.type) && ts.isStringLiteral(node.type.literal)) names.push(node.type.literal.text);
  });
  return names;
}

/** The names of the stored samples of an aggregate. */
function sampleTypes(file: SourceFile): readonly string[] {
  const samples: unknown = JSON.parse(file.text);
  if (!Array.isArray(samples)) return [];
  return samples.map((sample: unknown) =>
    typeof sample === 'object' && sample !== null && 'type' in sample && typeof sample.type === 'string'
      ? sample.type
      : '(a sample without a type)',
  );
}

/** What the samples and the events say differently: an event without a sample, a sample of a name that nothing reads. */
export function sampleFaults(events: SourceFile, codec: SourceFile, golden: SourceFile): readonly string[] {
  const types = eventTypes(events);
  const samples = sampleTypes(golden);
  const isRead = (type: string): boolean =>
    types.includes(type) || new RegExp(`\\b${type.replace('.', '\\.')}['"]?\\s*[:(]`).test(codec.text);
  return [
    ...(types.length === 0 ? [`${events.path}: no event found`] : []),
    ...types.filter((type) => !samples.includes(type)).map((type) => `${golden.path}: no sample of ${type}`),
    ...samples.filter((type) => !isRead(type)).map((type) => `${golden.path}: nothing reads ${type}`),
  ];
}

/** Files of the domain that use zod without being a codec. */
export function schemasOutsideCodecs(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => file.path.startsWith('libs/domain/') && !isTest(file.path) && !/codec[^/]*\.ts$/.test(file.path))
    .filter((file) => file.path.endsWith('.ts') && specifiers(file).includes('zod'))
    .map((file) => file.path);
}
