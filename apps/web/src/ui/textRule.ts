import type { InjectionKey } from 'vue';

/** What is wrong with a text of a kind, in the reader's words; `undefined` when nothing is. Fields say it while it is written. */
export type TextRule = (text: string, kind: 'line' | 'name' | 'running') => string | undefined;

export const textRule: InjectionKey<TextRule> = Symbol('text rule');
