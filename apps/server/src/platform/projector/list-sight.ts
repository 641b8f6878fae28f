import { isDeepStrictEqual } from 'node:util';
import { diff, type JsonObject, type ListName, type ListQuery, type LiveKind } from '@samverkan/contract';
import {
  answer,
  createListIndex,
  matches,
  type Audience,
  type Indexed,
  type List,
  type ListIndex,
  type Open,
  type Viewer,
} from '@samverkan/projections';
import type { Change } from './changes.js';
import { NEVER, ROWS } from './document-cache.js';
import type { WholeDocument } from './held-documents.js';
import type { Seen, Sight } from './sight.js';
import { nextTurn } from './turns.js';
import { viewVersion } from './view-version.js';

const ROWS_PER_LOOK_AT_THE_CLOCK = 64;
const SLICE_MS = 8;

/** The rows of one list as one audience sees them, and the queries that somebody looks at. */
export class AudienceIndex<L extends ListName = ListName> {
  readonly sights = new Set<ListSight<L>>();
  readonly rows: ListIndex<L>;
  /** The latest change of what the audience may see of any document of the kind, or a later one. */
  latest: { readonly version: string; readonly at: string } = NEVER;
  readonly #entries = new Map<string, Indexed<L>>();
  readonly #changedMeanwhile = new Set<string>();
  #filled = false;

  constructor(
    readonly list: List<L>,
    readonly audience: Audience,
    /** The groups that have something of this list behind closed doors, as it is now. */
    readonly behind: ReadonlySet<string>,
    private readonly open: Open,
  ) {
    this.rows = createListIndex(list);
  }

  /** Takes in all documents of the kind. One that has changed since this index listens is known better already. */
  async fill(documents: readonly WholeDocument[]): Promise<void> {
    const entries: Indexed<L>[] = [];
    await withPauses(documents, (document) => {
      const { id, body } = document;
      this.#changed(this.#versionOf(document));
      const entry = this.#changedMeanwhile.has(id) ? undefined : this.#row(body, id);
      if (entry !== undefined) entries.push(entry);
    });
    // In order, so that each is put at the end of those before it.
    entries.sort((a, b) => this.list.compare(a.sort, b.sort) || (a.id < b.id ? -1 : 1));
    await withPauses(entries, (entry) => {
      if (!this.#changedMeanwhile.has(entry.id)) this.#set(entry.id, entry);
    });
    this.#filled = true;
    this.#changedMeanwhile.clear();
  }

  change({ id, steps }: Change): void {
    if (!this.#filled) this.#changedMeanwhile.add(id);
    for (const { version, at, body } of steps) {
      const before = this.#entries.get(id);
      const after = this.#row(body, id);
      // What it was is not known yet while the index is filled.
      const isSame = isDeepStrictEqual(before, after);
      if (!isSame || !this.#filled) this.#changed({ version, at });
      if (isSame) continue;
      this.#set(id, after);
      for (const sight of this.sights) {
        if (isIn(before, sight.query) || isIn(after, sight.query)) sight.touch({ version, at });
      }
    }
  }

  /** What is behind closed doors is told by no version either: where the audience sees what everybody else does, it has their version. */
  #versionOf({ id, version, at, body, seen }: WholeDocument): { readonly version: string; readonly at: string } {
    if (seen === undefined) return { version, at };
    const outside = this.audience === 'public' ? 'public' : 'partner';
    const isOutside = this.audience === outside || isDeepStrictEqual(this.#row(body, id), this.#row(body, id, outside));
    return (isOutside ? seen[ROWS[outside]] : undefined) ?? { version, at };
  }

  #changed({ version, at }: { readonly version: string; readonly at: string }): void {
    if (version > this.latest.version) this.latest = { version, at };
  }

  #set(id: string, entry: Indexed<L> | undefined): void {
    this.rows.set(id, entry);
    if (entry === undefined) this.#entries.delete(id);
    else this.#entries.set(id, entry);
  }

  #row(body: unknown, id: string, audience = this.audience): Indexed<L> | undefined {
    // What is stored under the list's kind was made by that kind's projection.
    return this.list.row(body as Parameters<List<L>['row']>[0], id, audience, this.open);
  }
}

/** Does something with each, and lets everybody else have their turn now and then. */
async function withPauses<T>(all: readonly T[], work: (one: T) => void): Promise<void> {
  let sliceBegan = performance.now();
  for (const [index, one] of all.entries()) {
    work(one);
    if (index % ROWS_PER_LOOK_AT_THE_CLOCK !== 0 || performance.now() - sliceBegan < SLICE_MS) continue;
    await nextTurn();
    sliceBegan = performance.now();
  }
}

const isIn = <L extends ListName>(entry: Indexed<L> | undefined, query: ListQuery<L>): boolean =>
  entry !== undefined && matches(entry, query);

/** A page of a list as one audience sees it. Asked again when somebody looks, and only if a row that it is about has changed. */
export class ListSight<L extends ListName = ListName> implements Sight {
  pins = 0;
  changed: (() => void) | undefined;
  readonly kind: LiveKind;
  #seen: Seen;
  #touched: { readonly version: string; readonly at: string } | undefined;

  constructor(
    readonly index: AudienceIndex<L>,
    readonly id: string,
    readonly query: ListQuery<L>,
  ) {
    this.kind = `list/${index.list.name}`;
    const { version, at } = index.latest;
    this.#seen = { version: viewVersion(version, index.audience), at, body: this.#body() };
    index.sights.add(this);
  }

  get audience(): Audience {
    return this.index.audience;
  }

  audienceFor(viewer: Viewer): Audience {
    return this.index.list.audience(viewer, this.index.behind);
  }

  /** Says that others may be entitled to look, or somebody who looks no longer is. */
  lookAgain(): void {
    this.changed?.();
  }

  touch(by: { readonly version: string; readonly at: string }): void {
    this.#touched = by;
    this.changed?.();
  }

  now(): Seen {
    const touched = this.#touched;
    if (touched === undefined) return this.#seen;
    this.#touched = undefined;
    const body = this.#body();
    if (this.#seen.body !== undefined && diff(this.#seen.body, body) === undefined) return this.#seen;
    this.#seen = { version: viewVersion(touched.version, this.audience), at: touched.at, body };
    return this.#seen;
  }

  forget(): void {
    this.index.sights.delete(this);
  }

  #body(): JsonObject {
    return answer(this.index.list, this.index.rows.rows, this.query) as unknown as JsonObject;
  }
}
