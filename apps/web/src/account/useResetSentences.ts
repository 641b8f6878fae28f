import type { ResetNews } from '@samverkan/contract';
import { useI18n } from 'vue-i18n';
import { useDirectory } from '../people/useDirectory.js';
import { useFormat } from '../platform/i18n/useFormat.js';

type Did = NonNullable<ResetNews['asked']>;
/** Under this name whoever runs the server stands in the record. */
const OPERATOR = 'command-line';

/** Whether a reset may still come to something. */
export const isPending = ({ ended, until }: ResetNews): boolean => ended === undefined && until > new Date().toISOString();

/** What was done about a new way in to the reader's account: one sentence for each step. */
export function useResetSentences() {
  const { t } = useI18n();
  const { date } = useFormat();
  const { personName } = useDirectory();
  const who = ({ by, person }: Did): string => {
    if (person !== undefined) return personName(person);
    return t(by === OPERATOR ? 'account.reset.operator' : 'account.reset.technical');
  };
  return (reset: ResetNews): readonly string[] => {
    const { asked, confirmed, ended, until } = reset;
    const step = (key: string, did: Did | undefined) =>
      did === undefined ? [] : [t(`account.reset.${key}`, { who: who(did), at: date(did.at, 'moment') })];
    const end = ended === undefined ? [] : [t(`account.reset.ended.${ended.as}`, { at: date(ended.at, 'moment') })];
    const still = isPending(reset) ? [t(`account.reset.${confirmed ? 'usable' : 'waits'}`, { until: date(until, 'moment') })] : [];
    return [...step('asked', asked), ...step('confirmed', confirmed), ...end, ...still];
  };
}
