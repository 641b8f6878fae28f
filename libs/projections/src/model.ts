import type { DocumentBody, DocumentKind } from '@samverkan/contract';
import type { Audience, DomainEvent, Look, Open, Projection, Recorded, Unaware, Viewer } from './projection.js';

export type EventType = DomainEvent['type'];
export type EventOf<T extends EventType> = Extract<DomainEvent, { readonly type: T }>;

/** Ids of the documents that an event changes. */
type Keys<E> = (event: E, look: Look, recorded: Recorded) => readonly string[];

/** What one type of event does to the documents of one kind. */
export interface Effect<Whole, E> {
  readonly keys: Keys<E>;
  readonly project: (body: Whole | undefined, event: E, look: Look, recorded: Recorded, id: string) => Whole | undefined;
}

/** One entry for each type of event that the read model cares for; all others leave it as it is. */
export type Effects<Whole> = { readonly [T in EventType]?: Effect<Whole, EventOf<T>> };

/** A projection that says which events it cares for, so that others never reach it. */
export interface ReadModel<K extends DocumentKind = DocumentKind, Whole = unknown> extends Projection<K, Whole> {
  readonly types: readonly EventType[];
}

interface Parts<K extends DocumentKind, Whole> {
  readonly kind: K;
  readonly version: number;
  readonly on: Effects<Whole>;
  readonly quiet?: (before: Whole | undefined, after: Whole, event: DomainEvent, look: Look, id: string) => readonly Unaware[];
  readonly audience: (body: Whole, id: string, viewer: Viewer) => Audience | undefined;
  readonly restrict: (body: Whole, audience: Audience, open: Open, id: string) => DocumentBody<K> | undefined;
}

/** No documents: shared, so that the events that change nothing allocate nothing. */
export const NONE: readonly string[] = [];

/** A change that everybody sees. */
export const SEEN: readonly Unaware[] = [];
/** One that only those inside the group see, or those who see more than others for another reason. */
export const OUTSIDE: readonly Unaware[] = ['public', 'partner', 'rows/public', 'rows/partner'];
/** One that only those signed in see: what happens in a meeting while it runs, above all. */
export const TO_PUBLIC: readonly Unaware[] = ['public', 'rows/public'];

/** An event that may make the document. */
export const makes = <Whole, E>(keys: Keys<NoInfer<E>>, project: Effect<Whole, E>['project']): Effect<Whole, E> => ({ keys, project });

/** An event that changes a document that is there, and is nothing to one that is not. */
export const changes = <Whole, E>(
  keys: Keys<NoInfer<E>>,
  project: (body: Whole, event: E, look: Look, recorded: Recorded, id: string) => Whole,
): Effect<Whole, E> => ({
  keys,
  project: (body, event, look, recorded, id) => (body === undefined ? undefined : project(body, event, look, recorded, id)),
});

/** Events with which a stream begins: what they make cannot be made again. */
export const BEGINNINGS: ReadonlySet<EventType> = new Set<EventType>([
  'ProgrammeAdopted',
  'OrganisationRegistered',
  'PersonRegistered',
  'GroupFormed',
  'MeetingScheduled',
  'AccountOpened',
]);

/**
 * Whether an event would make what is made already, or follows from a decision for a group whose decision it is not. Such an event may stand in a log from a
 * time in which the id of another's decision was taken for one's own. The first keeps what is its own: no read model hears of the other, and the
 * check of the log names it.
 */
const isNotItsOwn = ({ event, revision }: Recorded, look: Look): boolean => {
  if (revision !== undefined && revision > 0 && BEGINNINGS.has(event.type)) return true;
  if (!('decision' in event) || !('group' in event)) return false;
  const owner = look.get('decision', event.decision);
  if (owner === undefined) return false;
  if (event.type !== 'DecisionTaken') return owner.group !== event.group;
  return owner.meeting !== event.meeting || owner.item !== event.item;
};

/** A projection out of a table by event type. */
export const readModel = <K extends DocumentKind, Whole>({
  kind,
  version,
  on,
  quiet,
  audience,
  restrict,
}: Parts<K, Whole>): ReadModel<K, Whole> => {
  // The table's type ties each entry to its event; once chosen by the event's own type, the entry fits the event.
  const effects = new Map(Object.entries(on) as [EventType, Effect<Whole, DomainEvent>][]);
  return {
    kind,
    version,
    types: [...effects.keys()],
    keys: (recorded, look) => {
      const effect = effects.get(recorded.event.type);
      return effect === undefined || isNotItsOwn(recorded, look) ? NONE : effect.keys(recorded.event, look, recorded);
    },
    project: (body, recorded, look, id) => {
      const effect = effects.get(recorded.event.type);
      return effect === undefined ? body : effect.project(body, recorded.event, look, recorded, id);
    },
    ...(quiet === undefined ? {} : { quiet: (before, after, { event }, look, id) => quiet(before, after, event, look, id) }),
    audience,
    restrict,
  };
};

/** Everybody sees it, those signed in more of it. */
export const publicOrPartner = (_body: unknown, _id: string, viewer: Viewer): Audience =>
  viewer.account === undefined ? 'public' : 'partner';

/** Reads everything that is in a group's matters: its members, the secretariat and auditors. */
export const isInside = (viewer: Viewer, group: string): boolean =>
  viewer.groups.has(group) || viewer.roles.has('secretariat') || viewer.roles.has('auditor');
/** True of every audience but the public. */
export const isSignedIn = (audience: Audience): boolean => audience !== 'public';
