import { createHash } from 'node:crypto';

/** JSON with the members of every object sorted by name, as RFC 8785 writes it: equal values give equal texts. Members without a value are left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * An id for what a command makes, derived from the command's own id: whoever repeats the command names the same thing.
 * 24 hexadecimal digits (96 bits of SHA-256), so that two commands never meet by chance.
 */
export function derivedId(commandId: string, what: string): string {
  return createHash('sha256').update(`${what}\0${commandId}`).digest('hex').slice(0, 24);
}
