import { START, type EventLog } from '@samverkan/event-store';

/** The means of signing in that accounts have as the log says, by their ids. */
export async function credentialsIn(log: EventLog): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const page of log.readAll(START)) {
    for (const { type, data } of page) {
      const { credential } = data;
      if (typeof credential !== 'string') continue;
      if (type === 'CredentialAdded') found.add(credential);
      if (type === 'CredentialRemoved') found.delete(credential);
    }
  }
  return found;
}
