import type { Problem, Ref } from '@samverkan/contract';
import type { Open, Viewer } from '@samverkan/projections';
import { problem } from '../refusals.js';
import type { Change } from './changes.js';
import { keyOf } from './document-cache.js';
import type { Model } from './folding.js';
import type { Projector } from './projector.js';
import { DocumentSight, type Sight } from './sight.js';
import type { ViewAnswer } from './view.js';

/** Sights that nobody watches are kept for their versions, so many of them. */
const KEPT = 4_000;
/** What is looked at per sight that is added: some of them are watched and stay. */
const LOOKS = 8;

/** What viewers see of documents. */
export class Views {
  readonly #models: ReadonlyMap<string, Model>;
  /** By document and audience, those asked for longest ago first. */
  readonly #sights = new Map<string, DocumentSight>();
  readonly #ofDocument = new Map<string, Set<DocumentSight>>();
  readonly #stopListening: () => void;

  constructor(
    private readonly projector: Projector,
    models: readonly Model[],
    private readonly open: Open,
    private readonly kept = KEPT,
  ) {
    this.#models = new Map(models.map((model) => [model.kind, model]));
    this.#stopListening = projector.onChange((changes) => this.#changed(changes));
  }

  /** A document as somebody sees it now, or why they do not. */
  async view(ref: Ref, viewer: Viewer): Promise<ViewAnswer> {
    const sight = await this.sight(ref, viewer);
    if ('refused' in sight) return sight;
    const { version, at, body } = sight.now();
    if (body === undefined) return refusal('document/not-allowed', ref);
    const { kind, id, audience } = sight;
    return { kind, id, audience, version, at, body };
  }

  /** What somebody looks at when they watch a document. */
  async sight(ref: Ref, viewer: Viewer): Promise<Sight | { readonly refused: Problem }> {
    const model = this.#models.get(ref.kind);
    const document = model === undefined ? undefined : await this.projector.document(ref.kind, ref.id);
    if (model === undefined || document === undefined) return refusal('document/not-found', ref);
    const audience = model.audience(document.body, document.id, viewer);
    if (audience === undefined) return refusal('document/not-allowed', ref);
    const key = `${keyOf(ref.kind, ref.id)}|${audience}`;
    const known = this.#sights.get(key);
    const sight = known ?? new DocumentSight(model, this.open, audience, document);
    this.#sights.delete(key);
    this.#sights.set(key, sight);
    if (known === undefined) this.#keep(sight);
    return sight.now().body === undefined ? refusal('document/not-allowed', ref) : sight;
  }

  stop(): void {
    this.#stopListening();
  }

  #keep(sight: DocumentSight): void {
    const key = keyOf(sight.kind, sight.id);
    const sights = this.#ofDocument.get(key);
    if (sights === undefined) this.#ofDocument.set(key, new Set([sight]));
    else sights.add(sight);
    this.#evict();
  }

  #evict(): void {
    let looks = LOOKS;
    for (const [key, sight] of this.#sights) {
      if (this.#sights.size <= this.kept || looks-- === 0) return;
      this.#sights.delete(key);
      if (sight.pins > 0) this.#sights.set(key, sight);
      else this.#forget(sight);
    }
  }

  #forget(sight: DocumentSight): void {
    const key = keyOf(sight.kind, sight.id);
    const sights = this.#ofDocument.get(key);
    sights?.delete(sight);
    if (sights?.size === 0) this.#ofDocument.delete(key);
  }

  #changed(changes: readonly Change[]): void {
    for (const { kind, id, steps } of changes) {
      for (const sight of this.#ofDocument.get(keyOf(kind, id)) ?? []) sight.add(steps);
    }
  }
}

export const refusal = (code: 'document/not-found' | 'document/not-allowed', { kind, id }: Ref): { readonly refused: Problem } => ({
  refused: problem(code, { facts: { kind, id } }),
});
