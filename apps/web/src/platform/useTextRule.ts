import { normalText, textFault } from '@samverkan/contract';
import { useI18n } from 'vue-i18n';
import type { TextRule } from '../ui/textRule.js';

/** What a text may hold, as the server will say it: for the fields in which it is written. */
export function useTextRule(): TextRule {
  const { t } = useI18n();
  return (text, kind) => {
    const fault = textFault(normalText(text), kind);
    if (fault === undefined) return undefined;
    return t(`platform.refusal.${fault.code}`, { character: fault.character ?? '' });
  };
}
