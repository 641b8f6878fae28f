import { randomUUID } from 'node:crypto';
import { Line } from '@samverkan/contract';
import type { Actor, Guard, Handler, Part, TypedEvent } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import { groupImport } from '../groups/groups.import.js';
import { organisationImport } from '../organisations/organisations.import.js';
import { personImport } from '../people/people.import.js';
import { programmeImport } from '../programme/programme.import.js';
import type { Clock } from '../platform/clock.js';
import { isRefused } from '../platform/refusals.js';
import { fault, ImportRefused, type ImportFault } from './faults.js';
import type { ImportKind } from './import-kind.js';
import type { ImportName } from './import-names.js';
import { likeOthers, type NamesOf } from './names.js';
import { readCsv, readJsonFile, readText, type Format, type ReadRows } from './rows.js';
import { sentenceOfRefusal } from './sentences.js';
import type { Step } from './steps.js';

export interface ImportRequest {
  readonly what: ImportName;
  readonly content: { readonly format: Format; readonly bytes: Uint8Array } | { readonly json: unknown };
  readonly actor: Actor;
  /** What the right to import rests on; absent: whoever set the installation up. */
  readonly guard?: Guard;
  /** What appointments rest on when a row names nothing: the name of the file. */
  readonly source: string;
  readonly invented?: boolean;
}

export interface ImportReport {
  readonly what: ImportName;
  readonly rows: number;
  /** How many events of each type were written; empty when everything was so already. */
  readonly written: Readonly<Record<string, number>>;
  readonly position: string;
  /** Names that are like another one: they went in all the same, and somebody ought to look whether it is another. */
  readonly warnings: readonly ImportFault[];
}

/** Reads files into the log: all of a file or nothing, and nothing twice. */
export class Importer {
  readonly #kinds: Readonly<Record<ImportName, ImportKind>>;

  constructor(
    private readonly handler: Handler,
    vault: Vault,
    private readonly clock: Clock,
    /** Without it a file's names are compared with each other only. */
    private readonly names: NamesOf = () => Promise.resolve([]),
  ) {
    this.#kinds = { programme: programmeImport, organisations: organisationImport, groups: groupImport, people: personImport(vault) };
  }

  /** @throws ImportRefused with everything that is wrong */
  async import(request: ImportRequest): Promise<ImportReport> {
    const kind = this.#kinds[request.what];
    const { rows, faults } = read(kind, request.content);
    const at = this.clock();
    // A file may be named as no text may be written.
    const source = Line.safeParse(request.source).data ?? 'Import';
    const planned = kind.plan(rows, { at, source, invented: request.invented ?? false });
    const wrong = [...faults, ...planned.faults];
    if (rows.length === 0 && wrong.length === 0) wrong.push(fault('file', '', 'file/empty', 'There is nothing in the file.'));
    const named = wrong.length === 0 ? (planned.named ?? []) : [];
    const there = named.length === 0 ? [] : await this.names(request.what);
    const { written, position } = await this.#write(planned.steps, wrong, request, at);
    return { what: request.what, rows: rows.length, written, position, warnings: likeOthers(named, there) };
  }

  /** Everything in one append: whoever reads the log finds all of it or nothing. */
  async #write(
    steps: readonly Step[],
    wrong: readonly ImportFault[],
    { actor, guard }: Pick<ImportRequest, 'actor' | 'guard'>,
    at: string,
  ): Promise<Pick<ImportReport, 'written' | 'position'>> {
    const parts = [...new Map(steps.map(({ stream, decider }): [string, Part] => [stream, { stream, decider }])).values()];
    const [first, ...others] = parts;
    if (first === undefined) {
      if (wrong.length > 0) throw new ImportRefused(wrong);
      return { written: {}, position: '' };
    }
    const { events, position } = await this.handler.handleTogether(
      [first, ...others],
      (states) => decideAll(steps, wrong, parts, states as readonly unknown[]) as never,
      { commandId: `import-${randomUUID()}`, actor, at, ...(guard === undefined ? {} : { guard }) },
    );
    const written: Record<string, number> = {};
    for (const event of (events as unknown as readonly (readonly TypedEvent[])[]).flat())
      written[event.type] = (written[event.type] ?? 0) + 1;
    return { written, position };
  }
}

function read(kind: ImportKind, content: ImportRequest['content']): ReadRows {
  if ('json' in content) return kind.readJson(content.json);
  const text = readText(content.bytes);
  if (typeof text !== 'string') return { rows: [], faults: [text] };
  if (content.format === 'csv') return readCsv(text, kind.columns);
  const json = readJsonFile(text);
  return 'value' in json ? kind.readJson(json.value) : { rows: [], faults: [json] };
}

/**
 * All steps in their order, each on what those before it made of its stream.
 * @param wrong what is known to be wrong with the file already: what else is wrong with it is told together with that
 * @throws ImportRefused with all that are refused
 */
function decideAll(
  steps: readonly Step[],
  wrong: readonly ImportFault[],
  parts: readonly Part[],
  states: readonly unknown[],
): readonly (readonly TypedEvent[])[] {
  const now = new Map(parts.map(({ stream }, index) => [stream, { state: states[index], events: [] as TypedEvent[] }]));
  const faults = [...wrong];
  const refused = new Set<string>();
  for (const step of steps) {
    const folded = now.get(step.stream);
    // What else a refused row asks for would be refused for the same reason.
    if (folded === undefined || refused.has(step.at)) continue;
    try {
      const events = step.decide(folded.state);
      folded.state = events.reduce(step.evolve, folded.state);
      folded.events.push(...events);
    } catch (error) {
      if (!isRefused(error)) throw error;
      refused.add(step.at);
      faults.push(fault(step.at, step.field, error.code, sentenceOfRefusal(error)));
    }
  }
  if (faults.length > 0) throw new ImportRefused(faults);
  return parts.map(({ stream }) => now.get(stream)?.events ?? []);
}
