import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Followed } from './participants.js';
import { SECRET } from './sitting.js';

/** From the command's acknowledgement to the last of the open pages. */
const AT_ONCE_MS = 1_000;

/** A mark that a reload would take away. */
export const mark = ({ page }: Followed): Promise<void> =>
  page.evaluate(() => {
    Object.assign(window, { mark: 'the same page' });
  });
export async function expectStill({ page }: Followed): Promise<void> {
  expect(await page.evaluate(() => (window as { mark?: string }).mark)).toBe('the same page');
}

/** What the page says and offers, hidden words for assistive technology and its title included. */
export async function shows({ page }: Pick<Followed, 'page'>, ...words: readonly string[]): Promise<void> {
  for (const word of words) await expect.poll(() => page.evaluate(everything)).toContain(word);
}
const everything = (): string => `${document.title} ${document.body.textContent}`;

interface Expected {
  readonly page: Page;
  readonly has: readonly string[];
  readonly hasNot?: readonly string[];
}

/**
 * Has each page itself look, at every change of it, for the moment from which it has all that it is to have and nothing that it is not to have.
 * Begins to look before anything is done.
 */
export async function expectOnPages(expected: readonly Expected[]) {
  const key = `when${String(performance.now())}`;
  for (const { page, has, hasNot = [] } of expected) {
    await page.evaluate(
      ({ key, has, hasNot }) => {
        const state = { at: 0, missing: [] as string[], left: [] as string[] };
        const look = (): void => {
          const all = `${document.title} ${document.body.textContent}`;
          state.missing = has.filter((words) => !all.includes(words));
          state.left = hasNot.filter((words) => all.includes(words));
          if (state.missing.length > 0 || state.left.length > 0) state.at = 0;
          else state.at ||= Date.now();
        };
        new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
        look();
        Object.assign(window, { [key]: state });
      },
      { key, has, hasNot },
    );
  }
  const stateOf = ({ page }: Expected) =>
    page.evaluate((name) => (window as unknown as Record<string, { at: number; missing: string[]; left: string[] }>)[name], key);
  return {
    /** From then on it must have been so within a second. */
    within: async (acknowledged: number): Promise<void> => {
      for (const one of expected) {
        await expect.poll(async () => stateOf(one), { message: one.page.url() }).toMatchObject({ missing: [], left: [] });
        const late = ((await stateOf(one))?.at ?? Infinity) - acknowledged;
        expect(late, one.page.url()).toBeLessThanOrEqual(AT_ONCE_MS);
      }
    },
  };
}

/** What still comes of what is behind closed doors, after a page was told that its reader's rights are others, or that the session has ended. */
export function afterNews({ frames }: Followed): readonly string[] {
  const told = frames.findIndex(({ text }) => /^42\["session",\{"code":"(?:rights|ended)"\}\]/u.test(text));
  expect(told).toBeGreaterThan(-1);
  return frames.slice(told).flatMap(({ text }) => (text.includes(SECRET) ? [text] : []));
}
