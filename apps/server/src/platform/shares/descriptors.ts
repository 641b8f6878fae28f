import { readFileSync } from 'node:fs';

/** Files, documents' store and the like; what is left over is for connections. */
const KEPT = 200;

/** How many connections this process can hold before it can open nothing else; `undefined`: the system does not say. */
export function mostConnections(limits = limitsOfProcess()): number | undefined {
  const [, soft] = /^Max open files\s+(\d+)/mu.exec(limits) ?? [];
  return soft === undefined ? undefined : Math.max(10, Number(soft) - KEPT);
}

function limitsOfProcess(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}

/** How an installation shares out its connections, of which one address may hold so many live ones. */
export interface ConnectionShares {
  readonly live: { readonly all: number; readonly strangers: number; readonly address: number; readonly account: number };
  readonly callers: { readonly all: number; readonly address: number };
}

/**
 * A third of what the system allows is for connections over which nobody has been let in yet, two thirds are for live ones; of those two fifths are for those who
 * are signed in.
 */
export function connectionShares(perAddress: number, most = mostConnections() ?? Infinity): ConnectionShares {
  const live = Math.floor(Math.min(20 * perAddress, (most * 2) / 3));
  const callers = Math.floor(Math.min(8 * perAddress, most / 3));
  return {
    live: { all: live, strangers: Math.ceil(live * 0.6), address: perAddress, account: Math.ceil(perAddress / 10) },
    callers: { all: callers, address: Math.min(perAddress, Math.ceil(callers / 2)) },
  };
}
