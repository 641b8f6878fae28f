import {
  CommandRequest as RequestSchema,
  commandSpec,
  rolesFor,
  type CommandAnswer,
  type CommandDone,
  type CommandRequest,
  type CommandSpec,
  type DocumentKind,
  type Identity,
  type Role,
} from '@samverkan/contract';
import { CommandReused, WrongRevision, type EventLog, type GuardedMeta } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import type { Clock } from '../clock.js';
import { readBody } from '../http/read-body.js';
import type { CommandService, LiveSession } from '../live/live.ports.js';
import { EdgeRefused, problemOf, type FaultReporter } from '../refusals.js';
import type { Call, Carried, CommandContext, CommandContexts, Concerned, Expected } from './call.js';
import { canonical, derivedId } from './canonical.js';
import { isStale, mustBeVersion } from './if-match.js';
import type { StorageFault } from '../platform.parts.js';
import { RightMoved, type Acting, type Giver, type RightsReader } from '../rights/rights.js';

/** The version of a document as somebody sees it, once everything up to a position (the newest when none is given) is in it; `undefined`: not at all. */
export type SeenVersion = (kind: DocumentKind, id: string, identity: Identity, after?: string) => Promise<string | undefined>;

export interface CommandParts {
  readonly log: EventLog;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly contexts: CommandContexts;
  readonly rights: Pick<RightsReader, 'actingAs'>;
  readonly seenVersion: SeenVersion;
  readonly report: FaultReporter;
  readonly storageFault: StorageFault;
}

/** How often a command with `If-Match` looks again when something that its sender does not see has changed meanwhile; and how often rights are asked. */
const ATTEMPTS = 5;

/** Carries out commands, over HTTP and on the socket alike. */
export class Commands implements CommandService {
  #running = 0;
  #draining: (() => void) | undefined;
  #closed = false;

  constructor(private readonly parts: CommandParts) {}

  /**
   * Carries out a command, once however often it is sent. Who acts comes from the session, never from the request.
   * Answers with a refusal instead of throwing.
   */
  async execute({ identity, session }: LiveSession, request: CommandRequest): Promise<CommandAnswer> {
    this.#running += 1;
    try {
      if (this.#closed) throw new EdgeRefused('server/shutting-down');
      if (this.parts.storageFault() !== undefined) throw new EdgeRefused('server/storage-lost');
      return { done: await this.#execute(identity === undefined ? undefined : { identity, session: session?.id }, request) };
    } catch (error) {
      return { refused: problemOf(error, this.parts.report) };
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#draining?.();
    }
  }

  /** The same at another time: for what is written down afterwards. */
  withClock(clock: Clock): Commands {
    return new Commands({ ...this.parts, clock });
  }

  /** Takes no more commands; resolves when those that it took have been answered. */
  async drain(): Promise<void> {
    this.#closed = true;
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#draining = resolve));
  }

  async #execute(giver: Giver | undefined, unread: CommandRequest): Promise<CommandDone> {
    const request = readBody(RequestSchema, unread, '');
    mustBeVersion(request.ifMatch);
    const spec = commandSpec(request.context, request.command);
    const by = rolesFor(request.context, request.command);
    if (spec === undefined || by === undefined)
      throw new EdgeRefused('command/unknown', { facts: { context: request.context, command: request.command } });
    const body = readBody(spec.body, request.body);
    if (giver === undefined) throw new EdgeRefused('command/not-signed-in');
    const call = this.#call(giver.identity, { ...request, body });
    const made = spec.makes === undefined ? {} : { made: { [spec.makes]: call.newId(spec.makes) } };
    try {
      return { ...made, ...(await this.#carryOut(call, { ...spec, by }, request, giver)) };
    } catch (error) {
      // What had been carried out before is answered again, also when it would be refused now.
      const earlier = await this.parts.log.answerTo(request.id);
      if (earlier === undefined) throw error;
      if (earlier.fingerprint !== call.meta.fingerprint) throw new CommandReused(request.id);
      return { position: earlier.position, version: earlier.position, repeated: true, ...made };
    }
  }

  #call(identity: Identity, { id, context, target, command, body }: CommandRequest): Unauthorised {
    const at = this.parts.clock();
    const { account, person, organisation } = identity;
    const content = canonical({ account, context, target, command, body });
    return {
      target,
      body,
      identity,
      at,
      newId: (what) => {
        const chosen = body[what];
        return typeof chosen === 'string' ? chosen : derivedId(id, what);
      },
      meta: {
        commandId: id,
        fingerprint: this.parts.vault.fingerprint(content),
        actor: {
          account,
          ...(person === undefined ? {} : { person }),
          ...(organisation === undefined ? {} : { organisation }),
          role: 'nobody',
        },
        at,
      },
    };
  }

  /** Asks for the right to a command, and carries it out with what that rests on; when that has moved on before anything was written, both again. */
  async #carryOut(unauthorised: Unauthorised, spec: Allowed, request: CommandRequest, giver: Giver): Promise<CommandDone> {
    const context = this.#context(request.context);
    const { target, body, meta } = unauthorised;
    const concerned = await context.concerns(target, body);
    for (let attempt = 1; ; attempt += 1) {
      const { role, guard } = await this.#actingAs(giver, concerned, spec, context, target);
      const call = { ...unauthorised, role, meta: { ...meta, actor: { ...meta.actor, role }, guard } };
      try {
        return await this.#carryOutAs(call, context, spec, request);
      } catch (error) {
        if (!(error instanceof RightMoved) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #carryOutAs(call: Call<CommandRequest['body']>, context: AnyContext, spec: CommandSpec, request: CommandRequest) {
    const carry = context.handlers[request.command];
    if (carry === undefined) throw new EdgeRefused('command/unknown');
    // A command that comes again is answered as it was, whatever has changed since, by itself not least.
    const { ifMatch } = request;
    const guarded = ifMatch !== undefined && (await this.parts.log.answerTo(request.id)) === undefined;
    const carried = guarded ? await this.#ifUnchanged(ifMatch, context, spec, call, carry) : await carry(call);
    const { position, repeated, made } = carried;
    return { position, version: position, repeated, ...(made === undefined ? {} : { made }) };
  }

  /** As what somebody acts. Whoever may not see what they act upon is told what they would be told if it were not there. */
  async #actingAs(giver: Giver, concerned: Concerned, { doc, by }: Allowed, context: AnyContext, target: string): Promise<Acting> {
    const { rights, clock, seenVersion } = this.parts;
    const acting = await rights.actingAs(giver, concerned, by, clock).catch((error: unknown) => ({ error }));
    const mayKnow = context.unknown === undefined || (await seenVersion(doc, target, giver.identity)) !== undefined;
    if (!mayKnow) throw context.unknown(target);
    if ('error' in acting) throw acting.error;
    return acting;
  }

  /** Carries out a command only if its sender has seen the newest that they may see of its document. */
  async #ifUnchanged(
    yours: string,
    context: AnyContext,
    { doc }: CommandSpec,
    call: Call<CommandRequest['body']>,
    carry: AnyHandler,
  ): Promise<Carried> {
    for (let attempt = 1; ; attempt += 1) {
      const { revision, state, position } = await context.current(call.target);
      const id = context.document ?? call.target;
      // A document of many targets is to have all that happened to any of them.
      const current = await this.parts.seenVersion(doc, id, call.identity, context.document === undefined ? position : undefined);
      if (current === undefined) throw new EdgeRefused('document/not-found', { facts: { kind: doc, id } });
      if (isStale(yours, current)) throw new EdgeRefused('command/stale', { facts: { yours, current } });
      try {
        return await carry({ ...call, expected: { revision, state } satisfies Expected });
      } catch (error) {
        if (!(error instanceof WrongRevision) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  #context(name: string): AnyContext {
    const { contexts } = this.parts;
    if (!Object.hasOwn(contexts, name)) throw new EdgeRefused('command/unknown', { facts: { context: name } });
    return contexts[name as keyof CommandContexts] as unknown as AnyContext;
  }
}

/** A command that has been read, before anybody asked whether it may be given. */
type Unauthorised = Omit<Call<CommandRequest['body']>, 'role' | 'meta'> & { readonly meta: Omit<GuardedMeta, 'guard'> };
type Allowed = CommandSpec & { readonly by: readonly Role[] };

/** A handler whose body has been read with the schema of its command, which the compiler cannot know any more. */
type AnyHandler = (call: Call<CommandRequest['body']>) => Promise<Carried>;
type AnyContext = Omit<CommandContext, 'handlers'> & { readonly handlers: Readonly<Record<string, AnyHandler | undefined>> };
