import { hash } from 'node:crypto';

// NOTE: stored for ever; another namespace would give every event another id.
const NAMESPACE = Buffer.from('6f6b1d0c5d0f4d6ba5c98a3b1f2e7d40', 'hex').toString('latin1');

/**
 * The id of a command's n-th event: a UUID version 5 (RFC 9562, 5.5) of the command id and the index, so that whoever knows the
 * command knows the ids of its events before they are written.
 */
export function eventId(commandId: string, index: number): string {
  const name = Buffer.from(NAMESPACE + Buffer.from(`${commandId}#${String(index)}`, 'utf8').toString('latin1'), 'latin1');
  const digest = hash('sha1', name, 'hex');
  const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
