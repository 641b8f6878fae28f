import type { CommandAnswer, CommandDone, CommandInput, CommandOf, Context, Problem } from '@samverkan/contract';
import { computed, readonly, ref, shallowRef } from 'vue';
import { useLive } from './live/live.store.js';

/**
 * Commands of one form or one set of buttons: what runs now, and why the last one was refused.
 * While one runs, another is not begun: a double click gives one command.
 */
export function useCommand() {
  const live = useLive();
  const running = ref<string>();
  const refusal = shallowRef<Problem>();

  /** Gives a command; the answer when it is done, `undefined` when it was refused (see `refusal`) or one runs already. */
  async function run<C extends Context, N extends CommandOf<C>>(
    context: C,
    target: string,
    command: N,
    body: CommandInput<C, N>,
    options: { readonly ifMatch?: string } = {},
  ): Promise<CommandDone | undefined> {
    if (running.value !== undefined) return undefined;
    running.value = command;
    const answer: CommandAnswer = await live.send(context, target, command, body, options);
    running.value = undefined;
    refusal.value = 'refused' in answer ? answer.refused : undefined;
    return 'done' in answer ? answer.done : undefined;
  }

  return {
    run,
    /** The name of the command under way. */
    running: readonly(running),
    busy: computed(() => running.value !== undefined),
    refusal: computed(() => refusal.value),
    /** Takes the refusal away, for instance when the reader begins to correct it. */
    dismiss: () => (refusal.value = undefined),
  };
}
