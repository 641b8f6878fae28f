import type { CommandBody, CommandOf, Context, Identity, Role } from '@samverkan/contract';
import type { Refused } from '@samverkan/domain';
import type { GuardedMeta, Handler } from '@samverkan/event-store';

/** Whose matter a command is: powers in a group, or for an organisation, are asked of these. */
export interface Concerned {
  readonly group?: string;
  readonly organisation?: string;
}

/** The state that a command must still find, when its sender named the version they looked at. */
export interface Expected {
  readonly revision: number;
  readonly state: unknown;
}

/** A command on its way to a decider: read, and allowed to whom gives it. */
export interface Call<Body = unknown> {
  readonly target: string;
  readonly body: Body;
  readonly identity: Identity;
  /** As what it is given. */
  readonly role: Role;
  /** The moment at which it happens, by the server's clock. */
  readonly at: string;
  /** With what the right to give it rests on. */
  readonly meta: GuardedMeta;
  /** The id of what this command makes: the one that its sender chose, or one that is the same again when the command is repeated. */
  readonly newId: (what: string) => string;
  readonly expected?: Expected;
}

/** What a context writes with: nothing without the guard of whoever gives the command. */
export type GuardedHandler = Handler<GuardedMeta>;

/** What became of it. `position` is the last event's of the stream that the command is given to. */
export interface Carried {
  readonly position: string;
  readonly repeated: boolean;
  /** Secrets that the command made, for whoever may give it. Ids are told without a handler's doing. */
  readonly made?: Readonly<Record<string, string>>;
}

/** The commands of one context. One that is missing does not compile. */
export type HandlersOf<C extends Context> = { readonly [N in CommandOf<C>]: (call: Call<CommandBody<C, N>>) => Promise<Carried> };

/** A context as the command service knows it. */
export interface CommandContext<C extends Context = Context> {
  /** Whom a command concerns. Refuses what is not there. */
  readonly concerns: (target: string, body: Readonly<Record<string, unknown>>) => Promise<Concerned>;
  /** What is refused where there is no such target, if that must not be told apart from one that somebody may not see. */
  readonly unknown?: (target: string) => Refused;
  /** The document whose version a sender names, where it is not the target's own. */
  readonly document?: string;
  /** The stream that `If-Match` guards, as it is now. */
  readonly current: (target: string) => Promise<Expected & { readonly position: string }>;
  readonly handlers: HandlersOf<C>;
}

/** All contexts. One that is missing does not compile. */
export type CommandContexts = { readonly [C in Context]: CommandContext<C> };
