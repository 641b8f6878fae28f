import { EdgeRefused } from '../refusals.js';

/** Deeper than any request of the API; deep nesting makes readers run out of stack. */
const DEPTH = 32;

/**
 * Reads a JSON text that a stranger sent.
 * @throws EdgeRefused request/malformed when it is no JSON, nests too deeply, or has a member that could change a prototype
 */
export function readJson(text: string): unknown {
  if (depthOf(text) > DEPTH) throw new EdgeRefused('request/malformed', { facts: { reason: 'too-deep' } });
  try {
    return JSON.parse(text, refusePrototypes);
  } catch (error) {
    if (error instanceof EdgeRefused) throw error;
    throw new EdgeRefused('request/malformed', { facts: { reason: 'json' } });
  }
}

function refusePrototypes(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__') throw new EdgeRefused('request/malformed', { facts: { reason: 'prototype' } });
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads text that a stranger sent. Bytes that are no text are not quietly made into other text.
 * @throws EdgeRefused request/malformed
 */
export function readUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new EdgeRefused('request/malformed', { facts: { reason: 'utf-8' } });
  }
}

/** How deeply brackets nest, those within strings not counted. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
