import { START, type EventLog, type StoredEvent } from '@samverkan/event-store';
import { BEGINNINGS } from '@samverkan/projections';

/** An event that makes what was made before, or follows from a decision of another group: the documents leave it out. */
export interface SecondMaking {
  readonly type: string;
  readonly stream: string;
  readonly position: string;
}

interface Owner {
  readonly stream: string;
  readonly item: unknown;
  readonly group: unknown;
}

/** Others have their turn between so many events. */
const AT_ONCE = 500;

/**
 * Finds what the documents leave out, in a log from a time in which the id of another's decision could be taken for one's own.
 * @throws LogClosed when the log is closed meanwhile
 */
export async function secondMakings(log: Pick<EventLog, 'readAll'>): Promise<readonly SecondMaking[]> {
  const owners = new Map<string, Owner>();
  const found: SecondMaking[] = [];
  let left = AT_ONCE;
  for await (const page of log.readAll(START)) {
    for (const stored of page) {
      if (isSecond(stored, owners)) found.push({ type: stored.type, stream: stored.stream, position: stored.position });
      left -= 1;
      if (left > 0) continue;
      left = AT_ONCE;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return found;
}

const beginnings: ReadonlySet<string> = BEGINNINGS;

function isSecond({ type, stream, revision, data }: StoredEvent, owners: Map<string, Owner>): boolean {
  if (revision > 0 && beginnings.has(type)) return true;
  const { decision, item, group } = data;
  if (typeof decision !== 'string') return false;
  const owner = owners.get(decision);
  if (type === 'DecisionTaken') {
    if (owner === undefined) owners.set(decision, { stream, item, group });
    return owner !== undefined && (owner.stream !== stream || owner.item !== item);
  }
  return stream.startsWith('decision-') && owner !== undefined && owner.group !== group;
}
