import { ADOPTS_NONE, type Outcome } from '@samverkan/contract';
import { useI18n } from 'vue-i18n';
import { useDirectory } from '../people/useDirectory.js';
import { useFormat } from '../platform/i18n/useFormat.js';

interface Proposed {
  readonly id: string;
  readonly by: string;
}

/** A decision as it is about to be recorded. */
export interface Draft {
  /** Absent where it cannot be known which it will be. */
  readonly section?: number | undefined;
  readonly outcome: Outcome;
  /** Empty: none. */
  readonly adopted: string;
  readonly wording: string;
  readonly proposals: readonly Proposed[];
}

const SHOWN = 90;
/** A wording that ends as a sentence does needs no full stop after the quotation mark. */
const ENDS = /[.!?…]$/u;
const shortened = (wording: string): string => {
  const [line = ''] = wording.trim().split('\n', 1);
  return line.length < wording.trim().length || line.length > SHOWN ? `${line.slice(0, SHOWN).trimEnd()} …` : line;
};

/** Whether a proposal is adopted by a decision whose outcome adopts none. */
export const contradicts = ({ outcome, adopted }: Pick<Draft, 'outcome' | 'adopted'>): boolean =>
  adopted !== '' && ADOPTS_NONE.includes(outcome);

/** Says, in one sentence, what will stand once a decision is recorded. */
export function useWhatStands() {
  const { t } = useI18n();
  const { all } = useFormat();
  const { personName } = useDirectory();
  const names = (proposals: readonly Proposed[]): string => all([...new Set(proposals.map(({ by }) => personName(by)))]);

  function proposals({ outcome, adopted, proposals }: Draft): string {
    if (proposals.length === 0) return '';
    if (outcome === 'tabled' || outcome === 'referred-back')
      return t('decisions.stands.wait', { names: names(proposals) }, proposals.length);
    const chosen = proposals.filter(({ id }) => id === adopted);
    const others = proposals.filter(({ id }) => id !== adopted);
    const fall = others.length === 0 ? '' : t('decisions.stands.fall', { names: names(others) }, others.length);
    if (chosen.length === 0) return t('decisions.stands.only', { fall });
    const carried = { names: names(chosen) };
    return fall === '' ? t('decisions.stands.adopted', carried) : t('decisions.stands.both', { ...carried, fall });
  }

  return (draft: Draft): string => {
    const { section, outcome, adopted, wording } = draft;
    const head = t('decisions.stands.head', {
      section: section === undefined ? t('decisions.stands.nextSection') : `§ ${String(section)}`,
      outcome: t(`platform.outcome.${outcome}`),
    });
    if (contradicts(draft))
      return t('decisions.stands.contradicts', { head, names: names(draft.proposals.filter(({ id }) => id === adopted)) });
    const words = shortened(wording);
    const said =
      words === ''
        ? t('decisions.stands.bare', { head })
        : `${t('decisions.stands.said', { head, wording: words })}${ENDS.test(words) ? '' : '.'}`;
    return [said, proposals(draft)].filter((part) => part !== '').join(' ');
  };
}
