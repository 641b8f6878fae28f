import type { Problem } from '@samverkan/contract';
import { useI18n } from 'vue-i18n';
import { useFormat } from './i18n/useFormat.js';

const DAY = /^\d{4}-\d{2}-\d{2}(T|$)/u;

/** Refusals as sentences: by code, filled with the facts that came with it. */
export function useRefusal() {
  const { t, te } = useI18n();
  const { date } = useFormat();

  function facts(problem: Problem): Record<string, string | number> {
    return Object.fromEntries(
      Object.entries(problem.facts ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' && DAY.test(value) ? date(value) : typeof value === 'boolean' ? String(value) : value,
      ]),
    );
  }

  /** The last name of a path such as `body.wording`, in the reader's words where there are any. */
  function field(problem: Problem): string | undefined {
    const path = problem.field ?? problem.errors?.[0]?.field ?? (problem.facts?.['field'] as string | undefined);
    const name = path?.split('.').findLast((part) => !/^\d+$/u.test(part));
    if (name === undefined) return undefined;
    return te(`platform.field.${name}`) ? t(`platform.field.${name}`) : name;
  }

  function sentence(problem: Problem): string {
    const key = `platform.refusal.${problem.code}`;
    const said = te(key) ? t(key, facts(problem)) : t('platform.refusal.unknown', { code: problem.code });
    const first = problem.errors?.[0];
    const detail =
      first !== undefined && te(`platform.refusal.${first.rule}`) ? ` ${t(`platform.refusal.${first.rule}`, first.facts ?? {})}` : '';
    const at = field(problem);
    return at === undefined ? said + detail : t('platform.refusal.atField', { field: at, sentence: said + detail });
  }

  return { sentence, field };
}
