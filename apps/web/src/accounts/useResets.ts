import type { ResetsAnswer } from '@samverkan/contract';
import { shallowRef, watch, type WatchSource } from 'vue';
import { request } from '../platform/http.js';

/**
 * Who asked for a new way in and has none yet, the latest first. It is no part of the record, so nothing tells of it by itself: it is asked for again
 * when `changed` changes.
 * @param allowed whether who looks may know
 */
export function useResets(allowed: () => boolean, changed: WatchSource) {
  const resets = shallowRef<ResetsAnswer['resets']>([]);
  watch(
    [allowed, changed],
    async () => {
      if (!allowed()) {
        resets.value = [];
        return;
      }
      const got = await request<ResetsAnswer>('GET', '/api/session/resets');
      if ('done' in got) resets.value = got.done.resets;
    },
    { immediate: true },
  );
  return resets;
}
