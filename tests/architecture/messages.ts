import type { SourceFile } from './workspace.js';

/** The paths of all texts in a message file: `meeting.open`, and `states.0` in a list. */
export function messageKeys(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => messageKeys(inner, path === '' ? key : `${path}.${key}`));
}

/** Texts that are empty, by their paths. */
export function emptyMessages(value: unknown, path = ''): readonly string[] {
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
