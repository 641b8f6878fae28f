import type { Problem } from '@samverkan/contract';
import { ownRefusal } from './live/outbox.js';
import { shownJson } from './shownJson.js';

export type Answer<T> = { readonly done: T } | { readonly refused: Problem };

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

/**
 * One request to this page's own server. The answer's shape is the caller's to know: it is the contract's for that path.
 * Refusals come back as values; so does a server that cannot be reached (`client/unreachable`).
 */
export function request<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>> {
  return answerTo(path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Sends a file as it is; what is not named `.json` is sent as CSV. Answers as `request` does. */
export function upload<T>(path: string, file: File): Promise<Answer<T>> {
  const type = file.name.toLowerCase().endsWith('.json') ? 'application/json' : 'text/csv';
  return answerTo(path, { method: 'POST', headers: { accept: 'application/json', 'content-type': type }, body: file });
}

async function answerTo<T>(path: string, asked: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, asked);
    const text = await response.text();
    const value: unknown = text === '' ? undefined : shownJson(JSON.parse(text) as unknown);
    if (response.ok) return { done: value as T };
    return { refused: isProblem(value) ? value : ownRefusal('client/unexpected-answer', response.status) };
  } catch {
    return { refused: ownRefusal('client/unreachable', 503) };
  }
}
