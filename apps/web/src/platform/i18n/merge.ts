import type { Messages } from './i18n.js';

/** `/src/groups/messages/sv.json` → texts under `groups`. */
export function byContext(files: Record<string, Record<string, unknown>>): Messages {
  const merged: Messages = {};
  for (const [path, texts] of Object.entries(files)) {
    const context = path.split('/').at(-3);
    if (context !== undefined) merged[context] = texts;
  }
  return merged;
}
