/** A JSON object as documents are made of. Bodies never hold `null`: in a merge patch it means "remove". */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function put(target: Record<string, unknown>, key: string, value: unknown): void {
  // A plain assignment to `__proto__` would change the prototype instead of adding a member.
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

/**
 * Applies a JSON Merge Patch (RFC 7396). Unchanged members keep their identity, so that views can compare by reference.
 * @returns the patched value; neither argument is changed.
 */
export function applyPatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = {};
  if (isObject(target)) for (const key of Object.keys(target)) put(result, key, target[key]);
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === undefined) continue;
    // Computed key deletion is what the RFC asks for; the object is a fresh copy.
    if (value === null) Reflect.deleteProperty(result, key);
    else put(result, key, applyPatch(Object.hasOwn(result, key) ? (result[key] as JsonValue) : undefined, value));
  }
  return result as JsonObject;
}

/**
 * The merge patch that leads from one body to another; members with the same reference are not looked into.
 * @returns the patch, or `undefined` when nothing differs.
 */
export function diff(from: JsonObject, to: JsonObject): JsonObject | undefined {
  let patch: Record<string, unknown> | undefined;
  for (const key of Object.keys(to)) {
    const after = to[key];
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (before === after) continue;
    if (after === undefined) {
      if (before !== undefined) put((patch ??= {}), key, null);
    } else if (isObject(before) && isObject(after)) {
      const inner = diff(before, after);
      if (inner) put((patch ??= {}), key, inner);
    } else if (!sameValue(before, after)) put((patch ??= {}), key, after);
  }
  for (const key of Object.keys(from)) {
    if (from[key] !== undefined && !Object.hasOwn(to, key)) put((patch ??= {}), key, null);
  }
  return patch as JsonObject | undefined;
}

function sameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x: JsonValue, i) => sameValue(x, b[i] as JsonValue));
  if (isObject(a) && isObject(b)) return diff(a, b) === undefined;
  return false;
}
