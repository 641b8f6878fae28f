import type { Identity } from '@samverkan/contract';
import { dayOf } from '@samverkan/domain';
import type { GroupWhole, Viewer } from '@samverkan/projections';
import type { Clock } from '../clock.js';
import type { Change } from './changes.js';
import type { Projector } from './projector.js';

const NO_GROUPS: ReadonlySet<string> = new Set();
const NOBODY: Viewer = { groups: NO_GROUPS };
/** A term ends with its last day, though nobody does anything: looked after so often. */
const DAY_CHECK_MS = 30_000;

/** Told of persons who belong to other groups than before. */
export type ViewersListener = (persons: ReadonlySet<string>) => void;

/**
 * Knows as whom somebody looks: with their role, and with the groups in which they hold an appointment or office today. Equal identities get the
 * same viewer until something about it changes.
 */
export class Viewers {
  readonly #members = new Map<string, ReadonlySet<string>>();
  readonly #groups = new Map<string, ReadonlySet<string>>();
  readonly #viewers = new Map<string, Viewer>();
  readonly #listeners = new Set<ViewersListener>();
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #today: string;

  constructor(
    private readonly projector: Projector,
    private readonly clock: Clock,
  ) {
    this.#today = dayOf(clock());
    this.#readAll();
    this.#stopListening = projector.onChange((changes) => this.#changed(changes));
    this.#timer = setInterval(() => this.#checkDay(), DAY_CHECK_MS).unref();
  }

  /** @param identity who is signed in; `undefined`: nobody */
  viewerOf(identity: Identity | undefined): Viewer {
    if (identity === undefined) return NOBODY;
    const { role, person } = identity;
    const key = `${role}/${person ?? ''}`;
    const known = this.#viewers.get(key);
    if (known !== undefined) return known;
    const viewer: Viewer =
      person === undefined ? { role, groups: NO_GROUPS } : { role, person, groups: this.#groups.get(person) ?? NO_GROUPS };
    this.#viewers.set(key, viewer);
    return viewer;
  }

  onChange(listener: ViewersListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopListening();
  }

  #checkDay(): void {
    const today = dayOf(this.clock());
    if (today === this.#today) return;
    this.#today = today;
    this.#tell(this.#readAll());
  }

  #readAll(): Set<string> {
    const affected = new Set<string>();
    for (const { id, body } of this.projector.inMemory('group')) this.#read(id, body as GroupWhole, affected);
    return affected;
  }

  #changed(changes: readonly Change[]): void {
    const affected = new Set<string>();
    for (const { kind, id, steps } of changes) {
      const latest = steps.at(-1);
      if (kind === 'group' && latest !== undefined) this.#read(id, latest.body as GroupWhole, affected);
    }
    this.#tell(affected);
  }

  #tell(affected: ReadonlySet<string>): void {
    if (affected.size === 0) return;
    for (const [key, viewer] of this.#viewers) {
      if (viewer.person !== undefined && affected.has(viewer.person)) this.#viewers.delete(key);
    }
    for (const listener of this.#listeners) listener(affected);
  }

  #read(group: string, body: GroupWhole, affected: Set<string>): void {
    const before = this.#members.get(group) ?? NO_GROUPS;
    const now = membersToday(body, this.#today);
    this.#members.set(group, now);
    for (const person of [...before, ...now]) {
      if (before.has(person) === now.has(person)) continue;
      affected.add(person);
      const groups = new Set(this.#groups.get(person));
      if (now.has(person)) groups.add(group);
      else groups.delete(group);
      this.#groups.set(person, groups);
    }
  }
}

/** Those with an appointment in force on a day, and the holders of offices: a secretary may be an official without a seat. */
function membersToday({ appointments, offices, dissolved }: GroupWhole, today: string): ReadonlySet<string> {
  if (dissolved !== undefined) return NO_GROUPS;
  const members = new Set(Object.values(offices).filter((person) => person !== undefined));
  for (const { person, from, until, ended } of Object.values(appointments)) {
    if (ended === undefined && from <= today && today <= until) members.add(person);
  }
  return members;
}
