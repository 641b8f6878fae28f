import type { Problem, Ref } from '@samverkan/contract';
import type { Open, Viewer } from '@samverkan/projections';
import { problem } from '../refusals.js';
import type { Change } from './changes.js';
import { keyOf, type SeenVersions } from './document-cache.js';
import type { Model } from './folding.js';
import { Lists } from './lists.js';
import type { Projector } from './projector.js';
import { DocumentSight, type Sight } from './sight.js';
import { SightCache } from './sight-cache.js';
import type { ViewAnswer } from './view.js';
import { atOnce, type InTurn } from '../shares/turns.js';

/** Sights that nobody watches are kept for their versions, so many of them. */
const KEPT = 4_000;

/** What viewers see of documents and lists. */
export class Views {
  readonly #models: ReadonlyMap<string, Model>;
  readonly #lists: Lists;
  /** By document and audience. */
  readonly #sights = new SightCache<DocumentSight>(KEPT, (sight) => this.#forgotten(sight));
  readonly #ofDocument = new Map<string, Set<DocumentSight>>();
  readonly #stopListening: () => void;

  constructor(
    private readonly projector: Projector,
    models: readonly Model[],
    private readonly open: Open,
  ) {
    this.#models = new Map(models.map((model) => [model.kind, model]));
    this.#lists = new Lists(projector, open);
    this.#stopListening = projector.onChange((changes) => this.#changed(changes));
    projector.remember((kind, id) => this.#olderVersions(kind, id));
  }

  /** A document or a page of a list as somebody sees it now, or why they do not. */
  async view(ref: Ref, viewer: Viewer, inTurn: InTurn = atOnce): Promise<ViewAnswer> {
    const sight = await this.sight(ref, viewer, inTurn);
    if ('refused' in sight) return sight;
    const { version, at, body } = sight.now();
    if (body === undefined) return unseen(ref);
    const { kind, id, audience } = sight;
    return { kind, id, audience, version, at, body };
  }

  /**
   * What somebody looks at when they watch a document or a page of a list.
   * @param inTurn does what takes long: a pass over a list
   */
  async sight(ref: Ref, viewer: Viewer, inTurn: InTurn = atOnce): Promise<Sight | { readonly refused: Problem }> {
    // What has been folded shows in what is read from now on.
    this.projector.tellNow();
    if (ref.kind.startsWith('list/')) return this.#lists.sight(ref, viewer, inTurn);
    const model = this.#models.get(ref.kind);
    const document = model === undefined ? undefined : await this.projector.document(ref.kind, ref.id);
    if (model === undefined || document === undefined) return unseen(ref);
    const audience = model.audience(document.body, document.id, viewer);
    if (audience === undefined) return unseen(ref);
    const key = `${keyOf(ref.kind, ref.id)}|${audience}`;
    let sight = this.#sights.get(key);
    if (sight === undefined) {
      sight = new DocumentSight(model, this.open, audience, document);
      this.#listenFor(sight);
      this.#sights.add(key, sight);
    }
    return sight.now().body === undefined ? unseen(ref) : sight;
  }

  stop(): void {
    this.#stopListening();
  }

  #listenFor(sight: DocumentSight): void {
    const key = keyOf(sight.kind, sight.id);
    const sights = this.#ofDocument.get(key);
    if (sights === undefined) this.#ofDocument.set(key, new Set([sight]));
    else sights.add(sight);
  }

  #forgotten(sight: DocumentSight): void {
    const key = keyOf(sight.kind, sight.id);
    const sights = this.#ofDocument.get(key);
    sights?.delete(sight);
    if (sights?.size === 0) this.#ofDocument.delete(key);
  }

  #olderVersions(kind: string, id: string): SeenVersions | undefined {
    const sights = this.#ofDocument.get(keyOf(kind, id));
    if (sights === undefined) return undefined;
    const older = [...sights].flatMap((sight) => (sight.older === undefined ? [] : [[sight.audience, sight.older] as const]));
    return older.length === 0 ? undefined : Object.fromEntries(older);
  }

  #changed(changes: readonly Change[]): void {
    for (const change of changes) {
      for (const sight of this.#ofDocument.get(keyOf(change.kind, change.id)) ?? []) sight.add(change.steps);
      this.#lists.change(change);
    }
  }
}

/** What somebody may not see is answered like what is not there: the answer does not tell which. */
const unseen = ({ kind, id }: Ref): { readonly refused: Problem } => ({ refused: problem('document/not-found', { facts: { kind, id } }) });
