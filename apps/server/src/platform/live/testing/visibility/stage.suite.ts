import type { Ref } from '@samverkan/contract';
import { addDays } from '@samverkan/domain';
import { LiveClient } from '../live-client.suite.js';
import { startLiveServer, type LiveServerUnderTest } from '../live-server.suite.js';
import { Chance, HOLDERS, IN_MEETINGS, type Happening, type Written } from './happenings.suite.js';
import { founding } from './founding.suite.js';
import { Fresh } from './fresh.suite.js';
import { History, placeOf } from './history.suite.js';
import { AFTER_DECISIONS, OF_PEOPLE } from './standings.suite.js';
import { Tap } from './tap.suite.js';

/** Those who look: somebody not signed in, and everybody who holds a socket. */
export const LOOKING: readonly (string | undefined)[] = [undefined, ...HOLDERS];
const HAPPENINGS: Readonly<Record<string, Happening>> = { ...IN_MEETINGS, ...OF_PEOPLE, ...AFTER_DECISIONS };

/** How long frames of larger rooms are gathered here, in milliseconds. */
const GATHER_MS = 3;
/** More than it takes to send all that one change brings about. */
const TURNS = 30;
const LUCK = 20_261_123;

/** What all look at to begin with: one whose connection is lost misses what others are sent. */
const COMMON: readonly Ref[] = [
  { kind: 'meeting', id: 'm1' },
  { kind: 'meeting', id: 'm2' },
  { kind: 'group', id: 'g1' },
  { kind: 'list/decisions', id: 'limit=25' },
];

/** A random partnership on a real server, with sockets that watch it and a tap on each. */
export class Stage {
  readonly history = new History();
  readonly tap: Tap;
  clients: readonly LiveClient[] = [];
  #day = '2026-11-23';
  #before = 0;
  #told = 0;
  #planted = 0;
  #fresh: Fresh | undefined;
  #server: LiveServerUnderTest | undefined;
  #last = '';

  constructor() {
    this.tap = new Tap(this.history, () => ({
      before: this.#before,
      told: this.#told,
      folded: placeOf(this.server.projector.head()),
      day: this.#day,
    }));
  }

  get server(): LiveServerUnderTest {
    if (this.#server === undefined) throw new Error('the stage has not begun');
    return this.#server;
  }

  get fresh(): Fresh {
    if (this.#fresh === undefined) throw new Error('the stage has not begun');
    return this.#fresh;
  }

  get day(): string {
    return this.#day;
  }

  get now(): string {
    return `${this.#day}T10:00:00.000Z`;
  }

  async begin(): Promise<this> {
    // Few patches are kept and parts of rooms are small, so that the rare ways are taken too.
    const limits = { recentPatches: 6, shard: 2, gatherAbove: 2, gatherMs: GATHER_MS, emptyRooms: 5 };
    const freely = { burst: 1e6, perSecond: 1e6 };
    this.#server = await startLiveServer({
      clock: () => this.now,
      limits: { ...limits, messages: freely, attempts: freely },
      onSockets: (server) => this.tap.attach(server),
    });
    this.#fresh = new Fresh(this.server.log);
    // After viewers and views: what they have been told is acted upon by then.
    this.server.projector.onChange((changes) => {
      this.#before = this.#told;
      for (const { steps } of changes) this.#told = Math.max(this.#told, placeOf(steps.at(-1)?.version ?? ''));
    });
    for (const written of founding(this.#chance(LUCK))) await this.#write(written);
    await this.server.projector.reached(this.#last);
    this.clients = await Promise.all(LOOKING.map((who) => new LiveClient(this.server.url, who).connect()));
    await Promise.all(this.clients.map((client, index) => client.watch([...COMMON, { kind: 'my', id: LOOKING[index] ?? 'nobody' }])));
    return this;
  }

  async end(): Promise<void> {
    for (const client of this.clients) client.disconnect();
    await this.server.stop();
    await this.server.log.close();
  }

  /** Lets something happen, if it can as things are. */
  async happen(what: string, luck: number): Promise<boolean> {
    const written = HAPPENINGS[what]?.(this.#chance(luck));
    if (written === undefined) return false;
    await this.#write(written);
    return true;
  }

  /** The next day begins. */
  midnight(): void {
    this.#day = addDays(this.#day, 1);
  }

  /** Everything that has happened is in the documents, and has been told. */
  async reached(): Promise<void> {
    await this.server.projector.reached(this.#last);
    this.server.projector.tellNow();
  }

  /** Everybody is connected, nothing is under way any more, and whoever was told to ask again has asked. */
  async settled(): Promise<void> {
    await this.reached();
    // Whoever asks who somebody is hears of the day, and with them everybody whom it concerns.
    this.server.viewers.viewerOf(undefined);
    for (const client of this.clients) if (!client.socket.connected) await client.resume();
    do await Promise.all(this.clients.map((client) => this.#quiet(client)));
    while (this.clients.some(({ resyncs }) => resyncs.length > 0));
  }

  /** Something to look at, by chance: also what is not there, or not for them. */
  ref(luck: number): Ref {
    const chance = this.#chance(luck);
    const { world } = chance;
    const one = (ids: Iterable<string>): string => chance.pick(ids) ?? 'nothing';
    const decided = [...world.decisions];
    const [decision, { wording, group } = { wording: '', group: 'g1' }] = chance.pick(decided) ?? ['nothing'];
    const refs: readonly Ref[] = [
      { kind: 'meeting', id: one(world.meetings.keys()) },
      { kind: 'meeting', id: one(world.meetings.keys()) },
      { kind: 'decision', id: decision },
      { kind: 'decision', id: decision },
      { kind: 'group', id: one(world.groups.keys()) },
      { kind: 'person', id: one(world.persons.keys()) },
      { kind: 'organisation', id: one(world.organisations.keys()) },
      { kind: 'directory', id: one([...world.groups.keys(), 'all']) },
      { kind: 'activity', id: one([...world.groups.keys(), 'all']) },
      { kind: 'my', id: one(HOLDERS) },
      { kind: 'overview', id: 'all' },
      { kind: 'programme', id: 'current' },
      { kind: 'group-tree', id: 'all' },
      { kind: 'composition', id: 'all' },
      { kind: 'accounts', id: 'all' },
      { kind: 'authorities', id: 'all' },
      { kind: 'list/decisions', id: 'limit=25' },
      { kind: 'list/decisions', id: `limit=25&q=${wording}` },
      { kind: 'list/decisions', id: `group=${group}&limit=2` },
      { kind: 'list/meetings', id: 'limit=2&order=latest' },
      { kind: 'list/persons', id: 'limit=25' },
      { kind: 'list/organisations', id: 'limit=25' },
    ];
    return chance.pick(refs) ?? { kind: 'overview', id: 'all' };
  }

  /**
   * Nothing waits to be sent any more. What a turn of the process has no room for is sent a few turns later, however long each takes on a busy machine,
   * so turns are counted, and not time alone.
   */
  async #sent(): Promise<void> {
    let frames: number;
    do {
      ({ frames } = this.tap);
      await new Promise((resolve) => setTimeout(resolve, 2 * GATHER_MS));
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    } while (frames !== this.tap.frames);
  }

  async #quiet(client: LiveClient): Promise<void> {
    await this.#sent();
    // Whatever was sent before this answer has arrived before it.
    await client.unwatch([{ kind: 'meeting', id: 'nothing' }]);
    if (client.resyncs.length === 0) return;
    client.resyncs.length = 0;
    await client.watchAgain();
  }

  async #write({ stream, events }: Written): Promise<void> {
    this.#last = await this.server.partnership.record(stream, ...events);
    this.history.add(events);
    if (placeOf(this.#last) !== this.history.length) throw new Error('the history is not that of the log');
  }

  #chance(luck: number): Chance {
    return new Chance(this.history.now, this.now, luck, () => `mk${(this.#planted += 1)}x`);
  }
}

/** What may happen, the one as often as the other but for what there is most of. */
const OFTEN = ['add', 'propose', 'decide', 'doors', 'openDoors', 'takeUp', 'add', 'propose', 'decide', 'close'];
export const WHAT_HAPPENS = {
  inMeetings: [...Object.keys(IN_MEETINGS), ...OFTEN],
  ofPeople: Object.keys(OF_PEOPLE),
  afterDecisions: Object.keys(AFTER_DECISIONS),
};
