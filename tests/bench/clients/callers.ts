import { newCommandId } from '../data/ids.ts';
import { now } from '../measure/statistics.ts';
import { serve } from '../processes/serve.ts';
import { Connection, type ConnectOptions } from '../wire/connection.ts';

// Clients that give commands, one process: all they can, at a steady pace, or many at once.

/** What a caller does with the n-th of its commands. */
export interface Script {
  readonly context: string;
  /** The aggregate; callers are spread over several. */
  readonly targets: readonly string[];
  readonly command: string;
  /** The body; `$n` becomes a number that no other command has, and of `a|b` each has its turn. */
  readonly body: Readonly<Record<string, string>>;
  /** Whom `$person` stands for, each caller for another one. */
  readonly persons?: readonly string[];
}

/** What was said to a command: when it was sent and answered, and which position it got. */
export interface Said {
  readonly sent: number;
  readonly answered: number;
  readonly position: string;
}

let connections: Connection[] = [];
let given = 0;

function fill(template: string, person: string, turn: number): string {
  const choices = template.split('|');
  return choices[turn % choices.length]!.replaceAll('$person', person).replaceAll('$n', String(given));
}

async function command(script: Script, caller: number, turn: number): Promise<Said> {
  given += 1;
  const person = script.persons?.[caller % script.persons.length] ?? '';
  const request = {
    id: newCommandId(),
    context: script.context,
    target: script.targets[caller % script.targets.length],
    command: script.command,
    body: Object.fromEntries(Object.entries(script.body).map(([key, value]) => [key, fill(value, person, turn)])),
  };
  const sent = now();
  const answer = await connections[caller]!.request('command', JSON.stringify(request));
  const position = /"position":"([0-9a-z]*)"/.exec(answer)?.[1];
  if (position === undefined) throw new Error(`a command was refused: ${answer.slice(0, 500)}`);
  return { sent, answered: now(), position };
}

const latest = (positions: readonly string[]): string => positions.reduce((one, other) => (one > other ? one : other), '');

export const callers = serve({
  connect: async ({ to, count }: { to: ConnectOptions; count: number }) => {
    connections = await Promise.all(Array.from({ length: count }, () => Connection.open(to)));
  },
  leave: () => {
    for (const connection of connections) connection.close();
    connections = [];
  },
  /** Each caller gives its next command when the last one is answered. */
  busy: async ({ script, milliseconds }: { script: Script; milliseconds: number }) => {
    const began = now();
    const positions: string[] = [];
    await Promise.all(
      connections.map(async (_, caller) => {
        for (let turn = 0; now() - began < milliseconds; turn += 1) positions.push((await command(script, caller, turn)).position);
      }),
    );
    return { commands: positions.length, began, ended: now(), position: latest(positions) };
  },
  /** So many commands a second, evenly, whether or not the earlier ones are answered. */
  paced: async ({ script, perSecond, count }: { script: Script; perSecond: number; count: number }) => {
    const began = now();
    const said: Promise<Said>[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      const wait = began + (turn * 1_000) / perSecond - now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      said.push(command(script, turn % connections.length, turn));
    }
    return Promise.all(said);
  },
  /** So many commands at once. */
  burst: async ({ script, count }: { script: Script; count: number }) => {
    const began = now();
    const said = await Promise.all(Array.from({ length: count }, (_, turn) => command(script, turn % connections.length, turn)));
    return { began, position: latest(said.map(({ position }) => position)) };
  },
});
