import type { GroupDocument } from '@samverkan/contract';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Ordinary members of a group, enough of them that it may decide: more than half of its seats. */
export function quorumOf({ appointments, seats }: GroupDocument): readonly string[] {
  const ordinary = Object.values(appointments).flatMap(({ as, person, ended }) =>
    as === 'ordinary' && ended === undefined ? [person] : [],
  );
  return ordinary.slice(0, Math.floor(Object.keys(seats).length / 2) + 1);
}

/** Notes one after the other as being in the room until the page says that the group may decide. */
export async function noteQuorum(page: Page, press: (target: Locator) => Promise<void> = (target) => target.click()): Promise<void> {
  const buttons = page.getByRole('button', { name: /: I rummet$/u });
  const quorum = page.getByTestId('quorum').first();
  await quorum.waitFor();
  for (let index = 0; !/^Beslutsför/u.test((await quorum.textContent())?.trim() ?? ''); index += 1) {
    const present = buttons.nth(index);
    if ((await present.getAttribute('aria-pressed')) === 'true') continue;
    await press(present);
    await expect.poll(() => present.getAttribute('aria-pressed')).toBe('true');
  }
}
