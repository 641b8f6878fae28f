import { OFFICES, type Office } from './documents/common.js';

/** What is held for a time: the first and the last day are days on which it is held. */
interface Held {
  readonly from: string;
  readonly until?: string | undefined;
  /** Said when it has been recorded that it is over, whatever its last day was to be. */
  readonly ended?: unknown;
}

/**
 * Whether an appointment or an authority holds on a day, by the days that stand in its document: asked by pages and by the server of what they show now,
 * so that both are right at midnight, before anything has been recorded. The domain's own `holdsOn` says the same of what it folds.
 * @param day of the calendar in Europe/Stockholm, `2026-11-23`
 */
export const holdsOn = ({ from, until, ended }: Held, day: string): boolean =>
  ended === undefined && from <= day && (until === undefined || day <= until);

/** Whether it is to hold, from a later day on. */
export const isComing = ({ from, ended }: Held, day: string): boolean => ended === undefined && day < from;

/** What a group's document says of its offices. */
export interface OfOffices {
  readonly offices: Readonly<Partial<Record<Office, string | undefined>>>;
  readonly awaited?: Readonly<Partial<Record<Office, { readonly person: string; readonly from: string }>>> | undefined;
  readonly appointments: Readonly<Record<string, Held & { readonly person: string; readonly as: 'ordinary' | 'substitute' }>>;
}

/**
 * Whether somebody who was chosen for an office from a later day on comes to it with a day: a secretary may be an official who is no member, who leads
 * the meetings is an ordinary member then. The domain's own `officesOn` says the same.
 */
export const comesToOffice = ({ awaited, appointments }: OfOffices, office: Office, day: string): boolean => {
  const to = awaited?.[office];
  if (to === undefined || day < to.from) return false;
  return (
    office === 'secretary' ||
    Object.values(appointments).some((one) => one.person === to.person && one.as === 'ordinary' && holdsOn(one, day))
  );
};

/** Who holds a group's offices on a day, whoever was chosen from it on too. */
export const officesOn = (group: OfOffices, day: string): OfOffices['offices'] => {
  const come = OFFICES.filter((office) => comesToOffice(group, office, day));
  return come.length === 0
    ? group.offices
    : { ...group.offices, ...Object.fromEntries(come.map((office) => [office, group.awaited?.[office]?.person])) };
};
