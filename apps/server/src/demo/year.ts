import type { Composition, DemoGroup } from './composition.js';
import { planMeeting, type DemoMeeting, type Occasion } from './plan.js';
import type { Random } from './random.js';

/** Meetings that begin at the same time. */
export interface Sitting {
  readonly startsAt: string;
  readonly meetings: readonly DemoMeeting[];
}

/** Rounds of meetings in 2008 and on which of their days a kind of group meets. */
const ROUNDS = ['2008-02-04', '2008-04-14', '2008-09-08', '2008-11-17'] as const;
const DAYS_IN_ROUND = 5;
const HOURS = ['08:00', '12:00'] as const;
/** How often a group of each kind meets in a year; more than four: also between the rounds. */
const MEETINGS: Readonly<Record<DemoGroup['kind'], number>> = {
  steering: 4,
  assembly: 1,
  secretariat: 4,
  area: 4,
  working: 4,
  sustainability: 4,
  evaluation: 4,
  support: 4,
  consultation: 4,
  local: 4,
};
const MEETING_MS = 3 * 60 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

const instant = (ms: number): string => new Date(ms).toISOString();

/** The meetings of 2008, by the time they begin. */
export function planYear(groups: readonly DemoGroup[], composition: Composition, random: Random): readonly Sitting[] {
  const sittings = new Map<string, DemoMeeting[]>();
  ROUNDS.forEach((round, roundIndex) => {
    groups.forEach((group, index) => {
      if (roundIndex >= MEETINGS[group.kind]) return;
      const startsAt = slot(round, index);
      const number = roundIndex + 1;
      const occasion: Occasion = {
        id: `m-${group.id}-2008-${number}`,
        title: group.kind === 'assembly' ? 'Stora mötet 2008' : `Möte ${number}/2008`,
        startsAt,
        endsAt: instant(Date.parse(startsAt) + MEETING_MS),
      };
      const meeting = planMeeting(group, occasion, composition, random);
      const together = sittings.get(startsAt);
      if (together === undefined) sittings.set(startsAt, [meeting]);
      else together.push(meeting);
    });
  });
  return [...sittings].map(([startsAt, meetings]) => ({ startsAt, meetings })).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** A round is a week in which all groups meet, a fifth of them each morning: what goes side by side is written side by side. */
function slot(round: string, index: number): string {
  return instant(Date.parse(`${round}T${HOURS[0]}:00.000Z`) + (index % DAYS_IN_ROUND) * DAY_MS);
}

/** A coming meeting for each group, in the weeks after the first start; one group meets on that very day. */
export function planComing(
  groups: readonly DemoGroup[],
  today: string,
  meetsToday: string,
  composition: Composition,
  random: Random,
): readonly DemoMeeting[] {
  const now = Date.parse(today);
  const HALF_HOUR = 30 * 60 * 1_000;
  return groups
    .filter(({ kind }) => kind !== 'assembly')
    .map((group, index) => {
      const startsAt =
        group.id === meetsToday
          ? instant(Math.ceil(now / HALF_HOUR) * HALF_HOUR)
          : instant(Date.parse(`${today.slice(0, 10)}T${HOURS[index % HOURS.length] ?? '08:00'}:00.000Z`) + (3 + (index % 40)) * DAY_MS);
      const occasion: Occasion = {
        id: `m-${group.id}-coming`,
        title: `Möte i ${group.name}`.slice(0, 300),
        startsAt,
        endsAt: instant(Date.parse(startsAt) + MEETING_MS),
      };
      return planMeeting(group, occasion, composition, random);
    });
}
