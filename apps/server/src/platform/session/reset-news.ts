import type { ResetNews } from '@samverkan/contract';
import type { AccountState } from '@samverkan/domain';

/** The latest reset of an account, as its holder is told of it; `undefined`: there was none whose story is known. */
export function resetNews(state: AccountState): ResetNews | undefined {
  return state.status === 'none' || state.reset?.asked === undefined ? undefined : state.reset;
}
