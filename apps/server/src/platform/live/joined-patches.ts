import type { JsonObject, JsonValue, Patch } from '@samverkan/contract';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Two merge patches (RFC 7396) as one; `undefined` when no merge patch does what the two do one after the other: one takes away or replaces
 * what the other makes anew as an object, which alone would be merged into what was there.
 */
export function joined(first: JsonObject, second: JsonObject): JsonObject | undefined {
  const entries = new Map<string, JsonValue | undefined>(Object.entries(first));
  for (const [key, after] of Object.entries(second)) {
    const before = entries.get(key);
    if (before === undefined || !isObject(after)) entries.set(key, after);
    else {
      const both = isObject(before) ? joined(before, after) : undefined;
      if (both === undefined) return undefined;
      entries.set(key, both);
    }
  }
  return Object.fromEntries(entries);
}

/**
 * What follows one after the other as one patch, which tells where it leads and nothing of what was on the way: what has been taken away since is not
 * sent to somebody who never had it. `undefined`: not with one patch.
 */
export function joinedPatches(patches: readonly Patch[]): Patch | undefined {
  const [first, ...rest] = patches;
  if (first === undefined) return undefined;
  let { ops } = first;
  for (const next of rest) {
    const both = joined(ops, next.ops);
    if (both === undefined) return undefined;
    ops = both;
  }
  const last = rest.at(-1) ?? first;
  return { ...first, to: last.to, at: last.at, ops };
}
