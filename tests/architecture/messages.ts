import type { SourceFile } from './workspace.js';

/** The paths of all texts in a message file: `meeting.open`, and `states.0` in a list. */
export function messageKeys(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => messageKeys(inner, path === '' ? key : `${path}.${key}`));
}

/** Texts that are empty, by their paths. */
function emptyMessages(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [path] : [];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => emptyMessages(inner, path === '' ? key : `${path}.${key}`));
}

/** The message files of the client: one `sv.json` and one `en.json` in each folder that has texts. */
export function messageFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter((file) => /^apps\/web\/src\/.*\b(?:sv|en)\.json$/.test(file.path));
}

/** What one language says and the other does not, and texts that say nothing. */
export function messageFaults(files: readonly SourceFile[]): readonly string[] {
  const keys = new Map(messageFiles(files).map((file) => [file.path, new Set(messageKeys(JSON.parse(file.text)))]));
  const missing = [...keys].flatMap(([path, own]) => {
    const other = path.replace(/\b(sv|en)\.json$/, (_, language: string) => (language === 'sv' ? 'en.json' : 'sv.json'));
    const theirs = keys.get(other) ?? new Set<string>();
    return [...own].filter((key) => !theirs.has(key)).map((key) => `${other}: without ${key}`);
  });
  const empty = messageFiles(files).flatMap((file) =>
    emptyMessages(JSON.parse(file.text)).map((key) => `${file.path}: ${key} says nothing`),
  );
  return [...missing, ...empty];
}

/** The keys of all texts as the client asks for them: the folder of the context first, as in `meetings.state.open`. */
export function knownKeys(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(
    messageFiles(files)
      .filter((file) => file.path.endsWith('sv.json'))
      .flatMap((file) => messageKeys(JSON.parse(file.text), file.path.split('/').at(-3) ?? '')),
  );
}

const ASKED = /(?<![\w.$])\$?te?\(\s*(?:'([^'\n]+)'|`([^`$\n]*)(\$\{)?)/g;

/** Texts that a file of the client asks for and no message file has. Of a key put together at run time, its beginning is looked at. */
export function unknownKeys(file: SourceFile, known: ReadonlySet<string>): readonly string[] {
  return [...file.text.matchAll(ASKED)].flatMap(([, literal, start = '', open]) => {
    const key = literal ?? start;
    if (open === undefined ? known.has(key) : key === '' || [...known].some((text) => text.startsWith(key))) return [];
    return [`${file.path}: ${key}`];
  });
}
