import { shownText, type JsonObject, type JsonValue } from '@samverkan/contract';

/**
 * What came from the server as it may be shown: every text in it, the names of members too. Logs hold texts that were written before it was decided what a
 * text may hold; wherever one of them is shown, said, printed or put in a title, it changes nothing around it. The very same value when there is nothing to
 * change, as there nearly always is.
 */
export function shownJson<T>(value: T): T {
  return shown(value as JsonValue) as T;
}

function shown(value: JsonValue): JsonValue {
  if (typeof value === 'string') return shownText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    const items = list.map(shown);
    return items.some((item, index) => item !== list[index]) ? items : list;
  }
  const members = Object.entries(value as JsonObject);
  const entries = members.map(([name, inner]) => [shownText(name), inner === undefined ? undefined : shown(inner)] as const);
  const isSame = entries.every(([name, inner], index) => name === members[index]?.[0] && inner === members[index][1]);
  return isSame ? value : Object.fromEntries(entries);
}
