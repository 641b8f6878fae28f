import type { CommandDone, DocumentBody, DocumentKind, Problem, Role } from '@samverkan/contract';
import { expect } from 'vitest';
import type { SpecServer } from './server.suite.js';

export interface Sent {
  readonly status: number;
  readonly done: CommandDone;
  readonly problem: Problem;
  readonly headers: Headers;
}

/** Somebody at the server: signed in as one of the demo's identities, or nobody. */
export class SpecClient {
  private constructor(
    private readonly server: SpecServer,
    readonly cookie: string,
  ) {}

  static nobody(server: SpecServer): SpecClient {
    return new SpecClient(server, '');
  }

  static async as(server: SpecServer, role: Role): Promise<SpecClient> {
    const answer = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: role }),
    });
    expect(answer.status).toBe(200);
    return new SpecClient(server, answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '');
  }

  /** Gives a command: `give('meetings', 'm-1', 'open')`. */
  async give(context: string, id: string, command: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Sent> {
    return this.send(`/api/${context}/${id}/${command}`, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  async send(path: string, body: NonNullable<RequestInit['body']>, headers: Record<string, string>): Promise<Sent> {
    const answer = await fetch(`${this.server.url}${path}`, { method: 'POST', headers: { cookie: this.cookie, ...headers }, body });
    const said: unknown = await answer.json();
    return { status: answer.status, done: said as CommandDone, problem: said as Problem, headers: answer.headers };
  }

  /** The same, which must be carried out. */
  async do(context: string, id: string, command: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<CommandDone> {
    const sent = await this.give(context, id, command, body, headers);
    expect(sent.problem.code).toBeUndefined();
    expect(sent.status).toBe(200);
    return sent.done;
  }

  /** A document once everything that is in the log is in it. */
  async read<K extends DocumentKind>(kind: K, id: string): Promise<{ readonly version: string; readonly body: DocumentBody<K> }> {
    const answer = await this.get(`/api/docs/${kind}/${id}?after=${await this.server.log.head()}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as { version: string; body: DocumentBody<K> };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.server.url}${path}`, { headers: { cookie: this.cookie, ...headers } });
  }
}
