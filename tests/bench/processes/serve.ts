/** What a process does for the one that started it: methods with one JSON argument and a JSON answer. */
export type Methods = Readonly<Record<string, (params: never) => unknown>>;

export interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}
export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

/** Whether a message between the processes of a bench is one of its calls or answers; the product's own messages are not. */
export const isOurs = (message: unknown): message is { readonly id: number } =>
  typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number';

/** Answers the calls of the process that started this one. Several modules of one process may each serve methods of their own. */
export function serve<M extends Methods>(methods: M): M {
  process.on('message', (message: unknown) => {
    if (!isOurs(message) || !('method' in message)) return;
    const { id, method, params } = message as Call;
    const run = methods[method] as ((params: unknown) => unknown) | undefined;
    if (run === undefined) return;
    void Promise.resolve()
      .then(() => run(params))
      .then(
        (value) => process.send?.({ id, value } satisfies Answer),
        (error: unknown) =>
          process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answer),
      );
  });
  return methods;
}
