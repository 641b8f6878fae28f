import type { CommandInput, CommandOf } from '@samverkan/contract';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../platform/announce.js';
import { useCommand } from '../platform/useCommand.js';

/** A dialog that gives one command to a decision: open until it is done, then closed and said aloud. */
export function useDecisionForm<N extends CommandOf<'decisions'>>(command: N, done: string) {
  const { t } = useI18n();
  const { run, busy, refusal, dismiss } = useCommand();
  const open = ref(false);
  return {
    open,
    busy,
    refusal,
    dismiss,
    async send(id: string, body: CommandInput<'decisions', N>): Promise<void> {
      if (!(await run('decisions', id, command, body))) return;
      open.value = false;
      announce(t(done));
    },
  };
}
