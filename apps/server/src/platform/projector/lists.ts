import { LIST_NAMES, LISTS, listId, parseListId, type ListName, type ListQuery, type Problem, type Ref } from '@samverkan/contract';
import { LIST_DEFINITIONS, type Audience, type GroupWhole, type List, type Open, type Viewer } from '@samverkan/projections';
import { problem } from '../refusals.js';
import type { Change } from './changes.js';
import { AudienceIndex, ListSight } from './list-sight.js';
import type { WholeDocument } from './held-documents.js';
import { DocumentsBeingMade } from './documents-being-made.js';
import type { Projector } from './projector.js';
import { SightCache } from './sight-cache.js';
import type { InTurn } from '../shares/turns.js';

/** Pages that nobody watches are kept, so many of them. */
const KEPT = 1_000;

/**
 * The lists as audiences see them. An index of a list for an audience is made when somebody first asks for it, and from then on follows every
 * document of its kind.
 */
export class Lists {
  readonly #indexes = new Map<string, AudienceIndex>();
  readonly #filling = new Map<string, Promise<void>>();
  readonly #sights = new SightCache<ListSight>(KEPT, (sight) => this.#forgotten(sight));
  /** By list, the groups that have something of it behind closed doors. */
  readonly #behind = new Map<ListName, Set<string>>();

  constructor(
    private readonly projector: Projector,
    private readonly open: Open,
  ) {}

  /**
   * @param ref of kind `list/NAME`, its id a canonical query
   * @param inTurn a page that nobody has asked for lately is made by it: a pass over the whole list
   */
  async sight(ref: Ref, viewer: Viewer, inTurn: InTurn): Promise<ListSight | { readonly refused: Problem }> {
    const name = LIST_NAMES.find((one) => ref.kind === `list/${one}`);
    const query = name === undefined ? undefined : readQuery(name, ref.id);
    if (name === undefined || query === undefined)
      return { refused: problem('request/invalid', { field: 'id', facts: { kind: ref.kind } }) };
    await this.projector.mustBeWhole();
    const list: List = LIST_DEFINITIONS[name];
    const behind = await this.#groupsBehind(list);
    for (;;) {
      const audience = list.audience(viewer, behind);
      const index = await this.#index(list, audience, behind);
      // Meanwhile doors may have been closed or opened, or the index been let go.
      const isSo = (): boolean => list.audience(viewer, behind) === audience && this.#indexes.get(indexKey(list, audience)) === index;
      const key = `${ref.kind}/${ref.id}|${audience}`;
      const known = isSo() ? this.#sights.get(key) : undefined;
      const sight = known ?? (await inTurn(() => (isSo() ? this.#page(key, index, ref.id, query) : undefined)));
      if (sight !== undefined) return sight;
    }
  }

  #page(key: string, index: AudienceIndex, id: string, query: ListQuery<ListName>): ListSight {
    const known = this.#sights.get(key);
    if (known !== undefined) return known;
    const sight = new ListSight(index, id, query);
    this.#sights.add(key, sight);
    return sight;
  }

  change(change: Change): void {
    for (const index of this.#indexes.values()) if (index.list.of === change.kind) index.change(change);
    const latest = change.kind === 'group' ? change.steps.at(-1) : undefined;
    if (latest !== undefined) for (const [name, behind] of this.#behind) this.#take(name, behind, change.id, latest.body as GroupWhole);
  }

  /** The groups with something of the list behind closed doors; the set is kept up to date. */
  async #groupsBehind(list: List): Promise<ReadonlySet<string>> {
    await this.projector.groupsLoaded();
    const known = this.#behind.get(list.name);
    if (known !== undefined) return known;
    const behind = new Set<string>();
    this.#behind.set(list.name, behind);
    for (const { id, body } of this.projector.inMemory('group')) this.#take(list.name, behind, id, body as GroupWhole);
    return behind;
  }

  #take(name: ListName, behind: Set<string>, group: string, body: GroupWhole): void {
    const list: List = LIST_DEFINITIONS[name];
    const isBehind = list.isBehind?.(body) === true;
    if (isBehind === behind.has(group)) return;
    if (isBehind) behind.add(group);
    else behind.delete(group);
    // The group's members, and those who read everything, look as another audience from now on.
    for (const index of this.#indexes.values()) if (index.list.name === name) for (const sight of index.sights) sight.lookAgain();
  }

  async #index(list: List, audience: Audience, behind: ReadonlySet<string>): Promise<AudienceIndex> {
    const key = indexKey(list, audience);
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = new AudienceIndex(list, audience, behind, this.open);
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

  async #fill(index: AudienceIndex, again = true): Promise<void> {
    const documents: WholeDocument[] = [];
    try {
      for await (const page of this.projector.each(LISTS[index.list.name].of)) documents.push(...page);
    } catch (error) {
      if (!(error instanceof DocumentsBeingMade) || !again) throw error;
      // It met the damage for which everything is made anew: once that is done, here is the whole list.
      await this.#fill(index, false);
      return;
    }
    await index.fill(documents);
  }

  /** An index for the members of some groups is let go with the last page of it that somebody looked at: there may be many of them. */
  #forgotten(sight: ListSight): void {
    sight.forget();
    const { list, audience, sights } = sight.index;
    const key = indexKey(list, audience);
    if (sights.size === 0 && audience.startsWith('groups:') && this.#indexes.get(key) === sight.index) this.#indexes.delete(key);
  }
}

const indexKey = (list: List, audience: Audience): string => `${list.name}|${audience}`;

/** The query of a list's id; `undefined` when it is none, or not the canonical way of writing it. */
function readQuery(name: ListName, id: string): ListQuery<ListName> | undefined {
  try {
    const query = parseListId(name, id);
    return listId(name, query) === id ? query : undefined;
  } catch {
    return undefined;
  }
}
