import { DOCUMENT_KINDS, Instant, LISTS, Position, listId, type Identity, type ListName } from '@samverkan/contract';
import type { Viewer } from '@samverkan/projections';
import { isPosition, type EventLog } from '@samverkan/event-store';
import { z } from 'zod';
import { readBody } from '../http/read-body.js';
import type { Projector } from '../projector/projector.js';
import type { ViewAnswer } from '../projector/view.js';
import type { Viewers } from '../rights/viewers.js';
import type { Views } from '../projector/views.js';
import { EdgeRefused } from '../refusals.js';
import type { Asker } from '../shares/asker.js';
import type { InTurn } from '../shares/turns.js';
import type { History } from './history.js';

const DocumentRef = z.strictObject({ kind: z.enum(DOCUMENT_KINDS), id: z.string().min(1).max(1_000) });
const ListQuery = z.strictObject({ after: Position.optional() });
/** A place in the log, or a time with its zone. */
const AsOf = z.union(
  [
    Instant.transform((time) => ({ time })),
    z
      .string()
      .refine(isPosition, { error: 'position/invalid' })
      .transform((position) => ({ position })),
  ],
  {
    error: 'moment/invalid',
  },
);
const DocumentQuery = ListQuery.extend({ at: AsOf.optional() });

/** Longer than this nobody waits for the documents to reach a position. */
const LONGEST_WAIT_MS = 10_000;

const isListName = (name: string): name is ListName => Object.hasOwn(LISTS, name);

/** Who reads. */
export interface Reader {
  readonly identity: Identity | undefined;
  readonly asker: Asker;
  /** Does what takes long. */
  readonly inTurn: InTurn;
  /** Told when they do not wait for the answer any more. */
  readonly gone: AbortSignal;
}

/** What somebody sees now. @param inTurn does what takes long */
export type Look = (inTurn: InTurn) => Promise<ViewAnswer>;

/** What somebody may see of the documents, and when. */
export class Documents {
  constructor(
    private readonly log: Pick<EventLog, 'head'>,
    private readonly projector: Projector,
    private readonly viewers: Viewers,
    private readonly views: Views,
    private readonly history: History,
  ) {}

  /**
   * Looks at a document, once it is where the reader wants it; what is looked at is what may be seen in that moment.
   * @throws EdgeRefused request/invalid, request/not-found, request/timeout, request/too-many
   */
  async document(ref: { readonly kind: string; readonly id: string }, query: unknown, reader: Reader): Promise<Look> {
    const known = DocumentRef.safeParse(ref);
    if (!known.success) throw new EdgeRefused('document/not-found', { facts: { kind: ref.kind.slice(0, 40) } });
    const { after, at } = readBody(DocumentQuery, query, 'query');
    await this.#reach(after);
    if (at === undefined) return (inTurn) => this.views.view(known.data, this.#viewerOf(reader.identity), inTurn);
    const then = await this.history.view(known.data, at, this.#viewerOf(reader.identity), reader);
    return () => Promise.resolve(then);
  }

  /** Looks at a page of a list. @throws EdgeRefused request/invalid, request/not-found, request/timeout */
  async list(name: string, query: Readonly<Record<string, unknown>>, { identity }: Reader): Promise<Look> {
    if (!isListName(name)) throw new EdgeRefused('request/not-found');
    const { after, ...asked } = query;
    await this.#reach(readBody(ListQuery, { after }, 'query').after);
    const id = listId(name, readBody(LISTS[name].query, asked, 'query'));
    return (inTurn) => this.views.view({ kind: `list/${name}`, id }, this.#viewerOf(identity), inTurn);
  }

  /** With the rights that follow from everything that is in the documents. */
  #viewerOf(identity: Identity | undefined): Viewer {
    this.projector.tellNow();
    return this.viewers.viewerOf(identity);
  }

  /**
   * Waits for what is in the log already. A place that it has not reached was given out by nobody: what is there is answered at once, so that nobody makes the server wait,
   * or learns how far it has come, by naming one.
   */
  async #reach(position: string | undefined): Promise<void> {
    if (position === undefined) return;
    const head = await this.log.head();
    if (!(await this.projector.reached(position < head ? position : head, LONGEST_WAIT_MS)))
      throw new EdgeRefused('request/timeout', { facts: { after: position } });
  }
}
