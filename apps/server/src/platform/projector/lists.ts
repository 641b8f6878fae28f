import { LIST_NAMES, LISTS, listId, parseListId, type ListName, type ListQuery, type Problem, type Ref } from '@samverkan/contract';
import { LIST_DEFINITIONS, type Audience, type List, type Open, type Viewer } from '@samverkan/projections';
import { problem } from '../refusals.js';
import type { Change } from './changes.js';
import { AudienceIndex, ListSight } from './list-sight.js';
import type { WholeDocument } from './held-documents.js';
import type { Projector } from './projector.js';
import { SightCache } from './sight-cache.js';

/** Pages that nobody watches are kept, so many of them. */
const KEPT = 1_000;

/**
 * The lists as audiences see them. An index of a list for an audience is made when somebody first asks for it, and from then on follows every
 * document of its kind.
 */
export class Lists {
  readonly #indexes = new Map<string, AudienceIndex>();
  readonly #filling = new Map<string, Promise<void>>();
  readonly #sights = new SightCache<ListSight>(KEPT, (sight) => sight.forget());

  constructor(
    private readonly projector: Projector,
    private readonly open: Open,
  ) {}

  /** @param ref of kind `list/NAME`, its id a canonical query */
  async sight(ref: Ref, viewer: Viewer): Promise<ListSight | { readonly refused: Problem }> {
    const name = LIST_NAMES.find((one) => ref.kind === `list/${one}`);
    const query = name === undefined ? undefined : readQuery(name, ref.id);
    if (name === undefined || query === undefined)
      return { refused: problem('request/invalid', { field: 'id', facts: { kind: ref.kind } }) };
    const list: List = LIST_DEFINITIONS[name];
    const audience = list.audience(viewer);
    const index = await this.#index(list, audience);
    const key = `${ref.kind}/${ref.id}|${audience}`;
    const known = this.#sights.get(key);
    if (known !== undefined) return known;
    const sight = new ListSight(index, ref.id, query);
    this.#sights.add(key, sight);
    return sight;
  }

  change(change: Change): void {
    for (const index of this.#indexes.values()) if (index.list.of === change.kind) index.change(change);
  }

  async #index(list: List, audience: Audience): Promise<AudienceIndex> {
    const key = `${list.name}|${audience}`;
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = new AudienceIndex(list, audience, this.open);
      this.#indexes.set(key, index);
      this.#filling.set(
        key,
        this.#fill(index).finally(() => this.#filling.delete(key)),
      );
    }
    const filling = this.#filling.get(key);
    if (filling !== undefined) {
      await filling.catch((error: unknown) => {
        // Whoever asks next tries again.
        this.#indexes.delete(key);
        throw error;
      });
    }
    return index;
  }

  async #fill(index: AudienceIndex): Promise<void> {
    const documents: WholeDocument[] = [];
    for await (const page of this.projector.each(LISTS[index.list.name].of)) documents.push(...page);
    index.fill(documents);
  }
}

/** The query of a list's id; `undefined` when it is none, or not the canonical way of writing it. */
function readQuery(name: ListName, id: string): ListQuery<ListName> | undefined {
  try {
    const query = parseListId(name, id);
    return listId(name, query) === id ? query : undefined;
  } catch {
    return undefined;
  }
}
