import type { Problem } from '@samverkan/contract';
import { computed, ref, shallowRef } from 'vue';
import { upload } from '../platform/http.js';

/** In the order in which they rest on each other. */
export const IMPORTS = ['programme', 'organisations', 'groups', 'people'] as const;
export type ImportName = (typeof IMPORTS)[number];

/** `POST /api/imports/{what}`: how many rows were read and how many events of each type they became. */
export interface ImportReport {
  readonly what: ImportName;
  readonly rows: number;
  readonly written: Readonly<Record<string, number>>;
  /** Names that are like another one. */
  readonly warnings?: readonly (NonNullable<Problem['errors']>[number] & { readonly at: string })[];
}

/** One file on its way in: what came of it, or all that is wrong with it. */
export function useImport() {
  const busy = ref(false);
  const report = shallowRef<ImportReport>();
  const refusal = shallowRef<Problem>();

  async function send(what: ImportName, file: File): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    report.value = undefined;
    refusal.value = undefined;
    const answer = await upload<ImportReport>(`/api/imports/${what}`, file);
    busy.value = false;
    if ('done' in answer) report.value = answer.done;
    else refusal.value = answer.refused;
    return 'done' in answer;
  }

  return {
    send,
    busy: computed(() => busy.value),
    report: computed(() => report.value),
    refusal: computed(() => refusal.value),
    faults: computed(() => refusal.value?.errors ?? []),
    warnings: computed(() => report.value?.warnings?.map(({ at, field, ...told }) => ({ ...told, field: `${at}: ${field}` })) ?? []),
    written: computed(() => Object.values(report.value?.written ?? {}).reduce((sum, count) => sum + count, 0)),
  };
}
