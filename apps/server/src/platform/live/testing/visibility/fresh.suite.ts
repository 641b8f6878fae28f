import { LISTS, parseListId, type ListName, type Ref } from '@samverkan/contract';
import { decodeEvent } from '@samverkan/domain';
import type { EventLog, Position } from '@samverkan/event-store';
import {
  LIST_DEFINITIONS,
  STRANGER,
  answer,
  applyEvent,
  createListIndex,
  projectionOf,
  type Document,
  type GroupWhole,
  type List,
  type Viewer,
} from '@samverkan/projections';
import type { DocumentKind, WideRole } from '@samverkan/contract';
import type { Holder } from './oracle.suite.js';

const open = (sealed: string): string => sealed.replace(/^sealed:/u, '');

/** Somebody as projections know them, from what the oracle says that they hold. */
export function viewerOf({ account, person, groups, nominates, finances, ...holds }: Holder): Viewer {
  if (account === undefined || person === undefined) return STRANGER;
  const roles = (['secretariat', 'auditor', 'administrator'] as const).filter((role) => holds[role]);
  return { account, person, roles: new Set<WideRole>(roles), groups, nominates, finances };
}

/** All documents made from the log alone: what a server that has just begun would show. */
export class Fresh {
  readonly #documents = new Map<string, Document>();
  #position: Position | '' = '';

  constructor(private readonly log: EventLog) {}

  async follow(): Promise<void> {
    for await (const page of this.log.readAll(this.#position as Position)) {
      for (const stored of page) {
        const { position, revision, time } = stored;
        this.#position = position;
        const recorded = { position, revision, time, event: decodeEvent(stored), actor: stored.meta.actor };
        const documents = { get: (kind: DocumentKind, id: string) => this.#documents.get(`${kind}/${id}`) };
        for (const made of applyEvent(documents, recorded)) this.#documents.set(`${made.kind}/${made.id}`, made);
      }
    }
  }

  /** What somebody sees; `undefined`: nothing. */
  read({ kind, id }: Ref, viewer: Viewer): unknown {
    if (kind.startsWith('list/')) return plain(this.#list(kind.slice('list/'.length) as ListName, id, viewer));
    const document = this.#documents.get(`${kind}/${id}`);
    if (document === undefined) return undefined;
    const model = projectionOf(kind as DocumentKind);
    const audience = model.audience(document.body, id, viewer);
    return audience === undefined ? undefined : plain(model.restrict(document.body, audience, open, id));
  }

  #list(name: ListName, id: string, viewer: Viewer): unknown {
    const list: List = LIST_DEFINITIONS[name];
    const documents = [...this.#documents.values()];
    const behind = documents.filter(({ kind, body }) => kind === 'group' && list.isBehind?.(body as GroupWhole) === true);
    const audience = list.audience(viewer, new Set(behind.map((group) => group.id)));
    const index = createListIndex(list);
    for (const document of documents)
      if (document.kind === LISTS[name].of)
        index.set(document.id, list.row(document.body as Parameters<List['row']>[0], document.id, audience, open));
    return answer(list, index.rows, parseListId(name, id));
  }
}

/** As it is after it went over the wire. */
const plain = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(JSON.stringify(body)));
