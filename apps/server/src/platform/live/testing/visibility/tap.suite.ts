import { isDeepStrictEqual } from 'node:util';
import type { Patch, Ref, WatchAnswer } from '@samverkan/contract';
import type { LiveServer } from '../../live.gateway.js';
import type { History } from './history.suite.js';
import { placeOf } from './history.suite.js';
import { holderOf, may, mayNotice, mayOpen, type Holder } from './oracle.suite.js';
import { markersIn } from './world.suite.js';

/** What the tap must know of the moment at which something is sent. */
export interface Moment {
  /** Of what those who send had been told before the latest telling. */
  readonly before: number;
  /** Of what those who send have been told, and what is folded by then. */
  readonly told: number;
  readonly folded: number;
  /** The calendar day. */
  readonly day: string;
}

interface Packet {
  readonly type: string;
  readonly data?: unknown;
}
interface RawSocket {
  readonly request: { readonly headers: { readonly cookie?: string } };
  on(name: 'packetCreate' | 'packet', listener: (packet: Packet) => void): void;
}

/** Where a text stands in a message: said, or only named as what is taken away. */
interface Marked {
  readonly said: Set<string>;
  readonly taken: Set<string>;
}

function mark(value: unknown, into: Marked): Marked {
  if (typeof value === 'string') for (const marker of markersIn(value)) into.said.add(marker);
  if (typeof value !== 'object' || value === null) return into;
  for (const [key, inner] of Object.entries(value)) {
    for (const marker of markersIn(key)) (inner === null ? into.taken : into.said).add(marker);
    mark(inner, into);
  }
  return into;
}

/**
 * Listens to every socket of a server where frames are made, and judges each there and then by what its holder may see at that moment.
 * What it finds is kept as sentences.
 */
export class Tap {
  readonly found: string[] = [];
  frames = 0;
  /** Rights change with the calendar too: the day of the latest look, and how much had happened when it had begun. */
  #day = '';
  #sinceMidnight = 0;
  readonly #holders = new Map<string, Holder>();

  constructor(
    private readonly history: History,
    private readonly moment: () => Moment,
  ) {}

  attach(server: LiveServer): void {
    server.engine.on('connection', (socket: RawSocket) => this.#listen(socket));
  }

  #listen(socket: RawSocket): void {
    const who = /(?:^|; )as=([^;]+)/u.exec(socket.request.headers.cookie ?? '')?.[1];
    const asked = new Map<string, readonly Ref[]>();
    socket.on('packet', ({ data }) => {
      const [, id, content] = /^2(\d+)(\["watch".*)$/su.exec(typeof data === 'string' ? data : '') ?? [];
      if (id === undefined || content === undefined) return;
      asked.set(id, (JSON.parse(content) as [string, { docs: readonly Ref[] }])[1].docs);
    });
    socket.on('packetCreate', ({ data }) => {
      if (typeof data !== 'string') return;
      const [, type, id = '', content] = /^([23])(\d*)(\[.*)$/su.exec(data) ?? [];
      if (content === undefined) return;
      this.frames += 1;
      const message = JSON.parse(content) as readonly [unknown, unknown];
      if (type === '2' && message[0] === 'patches') for (const patch of message[1] as readonly Patch[]) this.#patch(who, patch, false);
      if (type === '2' && message[0] === 'resync') this.#asksAgain(who);
      if (type === '2') return;
      const refs = asked.get(id);
      if (refs !== undefined && Array.isArray(message[0])) this.#answers(who, refs, message[0] as readonly WatchAnswer[]);
    });
  }

  #answers(who: string | undefined, refs: readonly Ref[], answers: readonly WatchAnswer[]): void {
    answers.forEach((answer, index) => {
      const ref = refs[index];
      if (ref === undefined || 'refused' in answer) return;
      this.#opened(who, ref, 'answer');
      if ('patches' in answer) for (const patch of answer.patches) this.#patch(who, patch, true);
      else this.#snapshot(who, ref, answer.snapshot.version, answer.snapshot.body);
    });
  }

  #snapshot(who: string | undefined, ref: Ref, version: string, body: unknown): void {
    for (const marker of mark(body, { said: new Set(), taken: new Set() }).said)
      if (!this.#now((place, holder) => may(this.history.at(place), holder, marker, ref), who)) this.#tell(who, ref, marker, 'a snapshot');
    this.#noticed(who, ref, version, true);
  }

  #patch(who: string | undefined, patch: Patch, again: boolean): void {
    const { said, taken } = mark(patch.ops, { said: new Set(), taken: new Set() });
    const [from, to] = [placeOf(patch.from), placeOf(patch.to)];
    this.#opened(who, patch, 'patch');
    for (const marker of said) {
      // What is sent again is judged by how things are now; what is sent as it happens, by how they are then.
      const allowed = this.#now((place, holder) => may(this.history.at(again ? place : to), holder, marker, patch), who);
      if (!allowed) this.#tell(who, patch, marker, again ? 'a patch sent again' : 'a patch');
    }
    for (const marker of taken) if (!this.#heldOnce(who, patch, marker, from)) this.#tell(who, patch, marker, 'what a patch takes away');
    if (!again) this.#noticed(who, patch, patch.to, false);
  }

  /** What is taken away names what was there: it was seen since the version that the patch begins with. */
  #heldOnce(who: string | undefined, ref: Ref, marker: string, from: number): boolean {
    const { folded, day } = this.moment();
    for (let place = from; place <= folded; place += 1) {
      if (may(this.history.at(place), this.#holder(who, place, day), marker, ref)) return true;
      if (may(this.history.at(place), this.#holder(who, folded, day), marker, ref)) return true;
    }
    return false;
  }

  #opened(who: string | undefined, ref: Ref, what: string): void {
    if (this.#now((place, holder) => mayOpen(this.history.at(place), holder, ref), who)) return;
    this.found.push(`${who ?? 'a stranger'} was sent ${what} of ${ref.kind}/${ref.id}, which they may not open`);
  }

  /** Nobody is sent anything because of what they may not notice; nor does the version of a snapshot tell of it. */
  #noticed(who: string | undefined, ref: Ref, version: string, snapshot: boolean): void {
    const place = placeOf(version);
    const event = this.history.event(place);
    if (event === undefined) return;
    const then = this.history.at(place);
    const noticed = this.#now(
      (now, holder) => mayNotice(then, holder, event, ref) || mayNotice(this.history.at(now), holder, event, ref),
      who,
    );
    if (!noticed)
      this.found.push(
        `${who ?? 'a stranger'} may not notice ${event.type} (${place}), and was sent ${snapshot ? 'its version' : 'a patch'} of ${ref.kind}/${ref.id}`,
      );
  }

  /** Whoever is told to ask again holds something else than before, or may notice what has happened. */
  #asksAgain(who: string | undefined): void {
    const { before, folded, day } = this.moment();
    if (this.#day !== day) {
      this.#day = day;
      this.#sinceMidnight = folded;
    }
    if (before <= this.#sinceMidnight) return;
    for (let place = before + 1; place <= folded; place += 1) {
      const [event, holder] = [this.history.event(place), this.#holder(who, place, day)];
      const own: Ref = { kind: 'group', id: event !== undefined && 'group' in event ? event.group : '' };
      if (event !== undefined && mayNotice(this.history.at(place), holder, event, own)) return;
      if (!isDeepStrictEqual(holder, this.#holder(who, place - 1, day))) return;
    }
    this.found.push(`${who ?? 'a stranger'} was told to ask again because of events ${before + 1} to ${folded}, which they may not notice`);
  }

  /** Whether something holds at the moment, as far as those who send can know it. */
  #now(holds: (place: number, holder: Holder) => boolean, who: string | undefined): boolean {
    const { told, folded, day } = this.moment();
    for (let place = folded; place >= told; place -= 1) if (holds(place, this.#holder(who, place, day))) return true;
    return false;
  }

  #holder(who: string | undefined, place: number, day: string): Holder {
    const key = `${who ?? ''}/${place}/${day}`;
    const known = this.#holders.get(key);
    if (known !== undefined) return known;
    const holder = holderOf(this.history.at(place), who, day);
    this.#holders.set(key, holder);
    return holder;
  }

  #tell(who: string | undefined, ref: Ref, marker: string, what: string): void {
    const { told, folded } = this.moment();
    const fact = JSON.stringify(this.history.now.facts.get(marker) ?? null);
    this.found.push(
      `${who ?? 'a stranger'} was sent ${marker} ${fact} in ${what} of ${ref.kind}/${ref.id}, when ${told} to ${folded} had happened`,
    );
  }
}
