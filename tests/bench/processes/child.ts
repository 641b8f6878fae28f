import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isOurs, type Answer, type Methods } from './serve.ts';

type Params<F> = F extends (params: infer P) => unknown ? P : never;
type Result<F> = F extends (params: never) => infer R ? Awaited<R> : never;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  readonly args?: readonly string[];
}

const started = new Set<Child<Methods>>();

/** A process of the bench, and the way to call what it serves. */
export class Child<M extends Methods> {
  readonly process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #said = '';

  constructor(file: URL, { env, nodeOptions = [], args = [] }: ChildOptions = {}) {
    this.process = fork(fileURLToPath(file), args, {
      env: { ...process.env, ...env },
      execArgv: ['--disable-warning=ExperimentalWarning', ...nodeOptions],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    started.add(this);
    const hear = (chunk: Buffer): void => {
      this.#said = (this.#said + chunk.toString()).slice(-20_000);
    };
    this.process.stdout?.on('data', hear);
    this.process.stderr?.on('data', hear);
    this.process.on('message', (message: unknown) => {
      if (isOurs(message)) this.#settle(message as Answer);
    });
    this.process.once('exit', (code, signal) => {
      started.delete(this);
      const error = new Error(`a process of the bench ended (${String(code ?? signal)}):\n${this.#said}`);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
  }

  /** The last of what it printed. */
  get said(): string {
    return this.#said;
  }

  call<Name extends keyof M & string>(method: Name, params: Params<M[Name]>): Promise<Result<M[Name]>> {
    const id = (this.#calls += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.process.send({ id, method, params }, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  /** Asks it to end; after ten seconds it is made to. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const force = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(force);
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value);
  }
}

/** Ends what a bench that failed has left running. */
export async function stopAll(): Promise<void> {
  await Promise.all([...started].map((child) => child.stop()));
}
