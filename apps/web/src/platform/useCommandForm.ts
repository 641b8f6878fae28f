import type { CommandDone, CommandInput, CommandOf, Context } from '@samverkan/contract';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from './announce.js';
import { useCommand } from './useCommand.js';

/**
 * A dialog that gives one command: open until it is done, then closed and said aloud.
 * @param said the message key of what is said when it is done
 */
export function useCommandForm<C extends Context, N extends CommandOf<C>>(context: C, command: N, said: string) {
  const { t } = useI18n();
  const { run, busy, refusal, dismiss } = useCommand();
  const open = ref(false);
  return {
    open,
    busy,
    refusal,
    dismiss,
    async send(target: string, body: CommandInput<C, N>): Promise<CommandDone | undefined> {
      const done = await run(context, target, command, body);
      if (!done) return undefined;
      open.value = false;
      announce(t(said));
      return done;
    },
  };
}
