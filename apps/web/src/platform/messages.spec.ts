import { EDGE_REFUSALS, GENDERS, GROUP_KINDS, MEETING_STATES, OFFICES, OUTCOMES, ROLES, SECTORS } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import { messages as en } from './i18n/messages.en.js';
import { messages as sv } from './i18n/messages.sv.js';
import { unreadable } from './messages.suite.js';

describe.each([
  ['sv', sv],
  ['en', en],
])('the texts in %s', (locale, messages) => {
  const { global } = createI18n({ legacy: false, locale, messages: { [locale]: messages }, missingWarn: false, fallbackWarn: false });
  const said = (key: string): boolean => global.te(key);

  it('have a sentence for every refusal of the edge', () => {
    expect(Object.keys(EDGE_REFUSALS).filter((code) => !said(`platform.refusal.${code}`))).toEqual([]);
  });

  it('name every value of every closed set that is shown', () => {
    const sets = {
      sector: SECTORS,
      gender: GENDERS,
      outcome: OUTCOMES,
      office: OFFICES,
      meetingState: MEETING_STATES,
      groupKind: GROUP_KINDS,
      groupKinds: GROUP_KINDS,
      role: ROLES,
    };
    const missing = Object.entries(sets).flatMap(([name, values]) => values.filter((value) => !said(`platform.${name}.${value}`)));
    expect(missing).toEqual([]);
  });

  it('can all be read by the formatter', () => {
    expect(unreadable(global, messages)).toEqual([]);
  });
});
