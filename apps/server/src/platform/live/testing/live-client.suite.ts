import {
  applyPatch,
  type ClientToServer,
  type CommandAnswer,
  type CommandRequest,
  type JsonObject,
  type Patch,
  type Problem,
  type Ref,
  type ServerToClient,
  type WatchAnswer,
  type WatchRequest,
} from '@samverkan/contract';
import { io, type Socket } from 'socket.io-client';

export interface Watched {
  readonly ref: Ref;
  version: string | undefined;
  body: JsonObject | undefined;
  refused?: Problem | undefined;
}

/** A client that keeps strictly to the protocol, and remembers whatever did not fit. */
export class LiveClient {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly watched = new Map<string, Watched>();
  /** What the server did against the protocol. */
  readonly faults: string[] = [];
  readonly patches: Patch[] = [];
  readonly resyncs: string[] = [];
  readonly gone: (Ref & { readonly refused: Problem })[] = [];
  /** How each watch since the last connection was answered. */
  answers: WatchAnswer[] = [];
  /** Characters received, frame by frame. */
  received = 0;

  constructor(url: string, as?: string) {
    this.socket = io(url, {
      path: '/ws',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      ...(as === undefined ? {} : { extraHeaders: { cookie: `as=${as}` } }),
    });
    this.socket.on('patches', (patches) => {
      for (const patch of patches) this.#apply(patch);
    });
    this.socket.on('resync', ({ code }) => this.resyncs.push(code));
    this.socket.on('gone', (ref) => {
      this.gone.push(ref);
      this.watched.delete(keyOf(ref));
    });
  }

  async connect(): Promise<this> {
    const connected = new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    this.socket.connect();
    await connected;
    this.socket.io.engine.on('packet', (packet: { readonly data?: unknown }) => {
      if (typeof packet.data === 'string') this.received += packet.data.length;
    });
    return this;
  }

  /** As when the cable is pulled: what is on its way is lost. */
  disconnect(): void {
    this.socket.disconnect();
  }

  /** Connects again and asks for what was missed. */
  async resume(): Promise<void> {
    await this.connect();
    await this.watchAgain();
  }

  async watchAgain(): Promise<void> {
    this.answers = [];
    const refs = [...this.watched.values()].map(({ ref }) => ref);
    for (let start = 0; start < refs.length; start += 100) await this.watch(refs.slice(start, start + 100));
  }

  async watch(refs: readonly Ref[]): Promise<readonly WatchAnswer[]> {
    const docs = refs.map((ref) => {
      const version = this.watched.get(keyOf(ref))?.version;
      return version === undefined ? { ...ref } : { ...ref, since: version };
    });
    const answers = await this.#ask({ docs }, refs);
    return 'refused' in answers ? [{ refused: answers.refused }] : answers;
  }

  async unwatch(refs: readonly Ref[]): Promise<void> {
    await this.socket.timeout(5_000).emitWithAck('unwatch', { docs: [...refs] });
    for (const ref of refs) this.watched.delete(keyOf(ref));
  }

  command(request: CommandRequest): Promise<CommandAnswer> {
    return this.socket.timeout(5_000).emitWithAck('command', request);
  }

  body(ref: Ref): JsonObject | undefined {
    return this.watched.get(keyOf(ref))?.body;
  }

  /** The answer is taken in as it comes: a patch may come in the same turn after it. */
  #ask(request: WatchRequest, refs: readonly Ref[]): Promise<readonly WatchAnswer[] | { readonly refused: Problem }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the watch was not answered')), 5_000);
      this.socket.emit('watch', request, (answers) => {
        clearTimeout(timer);
        if (Array.isArray(answers)) this.#takeIn(refs, answers as readonly WatchAnswer[]);
        resolve(answers);
      });
    });
  }

  #takeIn(refs: readonly Ref[], answers: readonly WatchAnswer[]): void {
    this.answers.push(...answers);
    answers.forEach((answer, index) => {
      const ref = refs[index];
      if (ref !== undefined) this.#answered(ref, answer);
    });
  }

  #answered(ref: Ref, answer: WatchAnswer): void {
    const watched = this.watched.get(keyOf(ref)) ?? { ref, version: undefined, body: undefined };
    if ('refused' in answer) {
      this.watched.delete(keyOf(ref));
      return;
    }
    this.watched.set(keyOf(ref), watched);
    if ('snapshot' in answer) {
      watched.version = answer.snapshot.version;
      watched.body = answer.snapshot.body;
      return;
    }
    for (const patch of answer.patches) this.#apply(patch);
    if (watched.version !== answer.version)
      this.faults.push(`the patches of ${keyOf(ref)} lead to ${watched.version ?? ''}, not ${answer.version}`);
  }

  #apply(patch: Patch): void {
    const watched = this.watched.get(keyOf(patch));
    if (watched === undefined) {
      this.faults.push(`a patch of ${keyOf(patch)}, which is not watched`);
      return;
    }
    if (watched.version !== patch.from) {
      this.faults.push(`a patch of ${keyOf(patch)} from ${patch.from} where ${watched.version ?? 'nothing'} is held`);
      return;
    }
    this.patches.push(patch);
    watched.version = patch.to;
    watched.body = applyPatch(watched.body, patch.ops) as JsonObject;
  }
}

export const keyOf = ({ kind, id }: Ref): string => `${kind}/${id}`;
