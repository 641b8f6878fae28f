import {
  holdsOn,
  officesOn,
  type AuthoritiesDocument,
  type Identity,
  type Rights,
  type Role,
  type Standing,
  type WideRole,
} from '@samverkan/contract';
import { dayOf } from '@samverkan/domain';
import {
  STRANGER,
  allRegistered,
  type AccountWhole,
  type AccountsWhole,
  type AuthoritiesWhole,
  type GroupWhole,
  type Viewer,
} from '@samverkan/projections';
import type { Clock } from '../clock.js';
import type { Change } from '../projector/changes.js';
import { DocumentsBeingMade } from '../projector/documents-being-made.js';
import type { Projector } from '../projector/projector.js';
import { powersOf, rolesOf, standingsIn } from './standing.js';

/** A term ends with its last day, though nobody does anything: the calendar is looked at so often. */
const DAY_CHECK_MS = 250;
const NO_STANDINGS: ReadonlyMap<string, Standing> = new Map();

/** Whose rights are others than before: persons by what they hold, accounts by what they are. */
export interface RightsChanged {
  readonly persons: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}
export type RightsListener = (changed: RightsChanged) => void;

type Authority = AuthoritiesDocument['authorities'][string];

/**
 * Knows as whom somebody looks, from the documents of groups, authorities and accounts, for today. The same account gets the same viewer until something
 * about it changes.
 */
export class Viewers {
  /** By group, then by person. */
  readonly #standings = new Map<string, ReadonlyMap<string, Standing>>();
  /** The groups of a person. */
  readonly #groups = new Map<string, ReadonlySet<string>>();
  readonly #secretariats = new Set<string>();
  #authorities: ReadonlyMap<string, readonly Authority[]> = new Map();
  #administrators: ReadonlySet<string> = new Set();
  #authoritiesBody: AuthoritiesWhole | undefined;
  /** What is under way about a new way in, by account. */
  readonly #resets = new Map<string, NonNullable<AccountWhole['reset']>>();
  readonly #viewers = new Map<string, Viewer>();
  readonly #listeners = new Set<RightsListener>();
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #today: string;
  #stopped = false;

  private constructor(
    private readonly projector: Projector,
    private readonly clock: Clock,
  ) {
    this.#today = dayOf(clock());
    this.#stopListening = projector.onChange((changes) => this.#changed(changes));
    this.#timer = setInterval(() => this.#checkDay(), DAY_CHECK_MS).unref();
  }

  /** Reads what is recorded so far, and follows it from then on. */
  static async over(projector: Projector, clock: Clock): Promise<Viewers> {
    await projector.groupsLoaded();
    const viewers = new Viewers(projector, clock);
    viewers.#readAll();
    const reading = viewers.#readKept();
    // While all documents are made anew nothing is shown to anybody, and the server need not wait for it to listen.
    if (projector.isWhole) await reading;
    return viewers;
  }

  /** Reads authorities and accounts, once that can be done. */
  async #readKept(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#readDocuments();
        return;
      } catch (error) {
        if (!(error instanceof DocumentsBeingMade)) throw error;
      }
    }
  }

  async #readDocuments(): Promise<void> {
    // Each is read as soon as it is there: while the log is caught up with, one that waited would take the place of a newer one.
    const authorities = await this.projector.document('authorities', 'all');
    if (authorities !== undefined) this.#readAuthorities(authorities.body as AuthoritiesWhole, new Set());
    const accounts = await this.projector.document('accounts', 'all');
    if (accounts !== undefined) this.#readAccounts(accounts.body as AccountsWhole, new Set());
  }

  /** @param identity who is signed in; `undefined`: nobody */
  viewerOf(identity: Identity | undefined): Viewer {
    // Nobody is taken for what they were yesterday, however short a while ago that was.
    this.#checkDay();
    if (identity === undefined) return STRANGER;
    const { account, person, withheld = [] } = identity;
    const key = `${account}/${person ?? ''}/${withheld.join()}`;
    let viewer = this.#viewers.get(key);
    if (viewer === undefined) {
      viewer = this.#without(this.#make(account, person), withheld);
      this.#viewers.set(key, viewer);
    }
    return viewer;
  }

  /** All that somebody holds today, as their page is told. */
  rightsOf(identity: Identity): Rights {
    const { roles, groups, nominates, finances } = this.viewerOf(identity);
    const standings = [...groups]
      .sort()
      .map((group) => [group, shown(this.#standings.get(group)?.get(identity.person ?? '') ?? {}, identity.withheld)] as const);
    return { roles: [...roles], groups: Object.fromEntries(standings), nominates: [...nominates].sort(), finances: [...finances].sort() };
  }

  /** The groups whose members are the secretariat. */
  get secretariats(): ReadonlySet<string> {
    return this.#secretariats;
  }

  onChange(listener: RightsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#stopListening();
  }

  /** The same without what a session does not look in, since it was begun by less than is required for that. */
  #without(viewer: Viewer, withheld: readonly Role[]): Viewer {
    if (withheld.length === 0) return viewer;
    const standingIn = (group: string) => this.#standings.get(group)?.get(viewer.person ?? '') ?? {};
    return {
      ...viewer,
      roles: new Set([...viewer.roles].filter((role) => !withheld.includes(role))),
      groups: new Set([...viewer.groups].filter((group) => [...rolesOf(standingIn(group))].some((role) => !withheld.includes(role)))),
      nominates: withheld.includes('nominator') ? STRANGER.nominates : viewer.nominates,
      finances: withheld.includes('financier') ? STRANGER.finances : viewer.finances,
    };
  }

  #make(account: string, person: string | undefined): Viewer {
    const groups = (person === undefined ? undefined : this.#groups.get(person)) ?? STRANGER.groups;
    const powers = powersOf((person === undefined ? undefined : this.#authorities.get(person)) ?? []);
    const roles = new Set<WideRole>(powers.roles);
    for (const group of groups) if (this.#secretariats.has(group)) roles.add('secretariat');
    if (this.#administrators.has(account)) roles.add('administrator');
    return { account, ...(person === undefined ? {} : { person }), ...powers, roles, groups };
  }

  #checkDay(): void {
    const today = dayOf(this.clock());
    // Of groups that are being made anew there are halves only; what was known of them stands until they are whole.
    if (today === this.#today || !this.projector.isWhole) return;
    this.#today = today;
    const persons = this.#readAll();
    if (this.#authoritiesBody !== undefined) this.#readAuthorities(this.#authoritiesBody, persons);
    this.#tell({ persons, accounts: new Set() });
  }

  #readAll(): Set<string> {
    const affected = new Set<string>();
    for (const { id, body } of this.projector.inMemory('group')) this.#readGroup(id, body as GroupWhole, affected);
    return affected;
  }

  #changed(changes: readonly Change[]): void {
    this.#checkDay();
    const [persons, accounts] = [new Set<string>(), new Set<string>()];
    for (const { kind, id, steps } of changes) {
      const body = steps.at(-1)?.body;
      if (body === undefined) continue;
      if (kind === 'group') this.#readGroup(id, body as GroupWhole, persons);
      else if (kind === 'authorities') this.#readAuthorities(body as AuthoritiesWhole, persons);
      else if (kind === 'accounts') this.#readAccounts(body as AccountsWhole, accounts);
    }
    this.#tell({ persons, accounts });
  }

  #tell(changed: RightsChanged): void {
    const { persons, accounts } = changed;
    if (persons.size === 0 && accounts.size === 0) return;
    for (const [key, { account, person }] of this.#viewers) {
      if ((account !== undefined && accounts.has(account)) || (person !== undefined && persons.has(person))) this.#viewers.delete(key);
    }
    for (const listener of this.#listeners) listener(changed);
  }

  #readGroup(group: string, body: GroupWhole, affected: Set<string>): void {
    if (body.kind === 'secretariat') this.#secretariats.add(group);
    const before = this.#standings.get(group) ?? NO_STANDINGS;
    const now = standingsToday(body, this.#today);
    this.#standings.set(group, now);
    for (const person of new Set([...before.keys(), ...now.keys()])) {
      if (!same(before.get(person), now.get(person))) affected.add(person);
      if (before.has(person) === now.has(person)) continue;
      const groups = new Set(this.#groups.get(person));
      if (now.has(person)) groups.add(group);
      else groups.delete(group);
      this.#groups.set(person, groups);
    }
  }

  #readAuthorities(body: AuthoritiesWhole, affected: Set<string>): void {
    this.#authoritiesBody = body;
    const before = this.#authorities;
    const now = new Map<string, Authority[]>();
    for (const [, one] of allRegistered(body.authorities)) {
      if (!holdsOn(one, this.#today)) continue;
      now.set(one.person, [...(now.get(one.person) ?? []), one]);
    }
    this.#authorities = now;
    for (const person of new Set([...before.keys(), ...now.keys()])) {
      if (held(before.get(person)) !== held(now.get(person))) affected.add(person);
    }
  }

  #readAccounts({ accounts }: AccountsWhole, affected: Set<string>): void {
    const before = this.#administrators;
    const now = new Set<string>();
    for (const [id, { administrator, closed, reset }] of allRegistered(accounts)) {
      if (administrator && closed === undefined) now.add(id);
      // Whoever is signed in is told at once of what others do about a new way in to their account.
      if (reset !== this.#resets.get(id)) affected.add(id);
      if (reset === undefined) this.#resets.delete(id);
      else this.#resets.set(id, reset);
    }
    this.#administrators = now;
    for (const account of new Set([...before, ...now])) if (before.has(account) !== now.has(account)) affected.add(account);
  }
}

/** What somebody is in a group, as far as their session lets them act in it. */
function shown({ office, as, until }: Standing, withheld: readonly Role[] = []): Standing {
  const acts = (role: Role | undefined): boolean => role !== undefined && !withheld.includes(role);
  const roleOf = { chair: 'chair', 'vice-chair': 'chair', secretary: 'secretary' } as const;
  return {
    ...(office !== undefined && acts(roleOf[office]) ? { office } : {}),
    ...(as !== undefined && acts(as === 'ordinary' ? 'member' : 'substitute') ? { as } : {}),
    ...(until === undefined ? {} : { until }),
  };
}

const held = (authorities: readonly Authority[] = []): string =>
  authorities
    .map(({ role, organisation = '' }) => `${role}/${organisation}`)
    .sort()
    .join();

const same = (a: Standing | undefined, b: Standing | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.as === b.as && a.office === b.office && a.until === b.until);

function standingsToday(group: GroupWhole, today: string): ReadonlyMap<string, Standing> {
  const { appointments, dissolved } = group;
  if (dissolved !== undefined) return NO_STANDINGS;
  const inForce = Object.values(appointments).filter((one) => holdsOn(one, today));
  return standingsIn({ offices: officesOn(group, today), appointments: inForce });
}
