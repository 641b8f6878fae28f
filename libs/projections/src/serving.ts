import { dayOf, servingAmong, type Serving } from '@samverkan/domain';
import { entry, memo } from './entries.js';
import { NONE, changes, type Effect } from './model.js';
import type { GroupWhole, MeetingWhole } from './wholes.js';

// Who serves in a running meeting, and for whom: known from who is there and from the group's appointments, and told again whenever either changes.
// It stays as it was at the end when the meeting is closed.

type Appointments = GroupWhole['appointments'];

const NOBODY: MeetingWhole['serving'] = [];
const none: Appointments = {};

const isRunning = ({ state }: Pick<MeetingWhole, 'state'>): boolean => state === 'open' || state === 'adjourned';

/** The appointments in force; nothing where no substitute is among them, as in most groups. */
const sittings = memo((appointments: Appointments): readonly Appointments[string][] => {
  const inForce = Object.values(appointments).filter(({ ended }) => ended === undefined);
  return inForce.some(({ as }) => as === 'substitute') ? inForce : [];
});

const isSame = (serving: MeetingWhole['serving'], now: readonly Serving[]): boolean =>
  serving.length === now.length &&
  now.every(({ person, seat, for: of }, index) => {
    const [before, one] = serving[index] ?? [];
    return before === person && one?.seat === seat && one.for === of;
  });

const serve = (body: MeetingWhole, appointments: Appointments, at: string): MeetingWhole => {
  const all = sittings(appointments);
  if (all.length === 0 && body.serving.length === 0) return body;
  const day = all.length === 0 ? '' : dayOf(at);
  const now = servingAmong(
    all.filter(({ from, until }) => from <= day && day <= until),
    (person) => (entry(body.attendance, person)?.presence ?? 'left') !== 'left',
  );
  if (isSame(body.serving, now)) return body;
  return { ...body, serving: now.length === 0 ? NOBODY : now.map(({ person, ...one }) => [person, one]) };
};

/** Who serves after something in the meeting itself: nobody before it opens. */
export const withServing = (body: MeetingWhole, group: GroupWhole | undefined, at: string): MeetingWhole =>
  isRunning(body) ? serve(body, group?.appointments ?? none, at) : body;

interface InGroup {
  readonly group: string;
  readonly at: string;
}

/** Who serves in the group's running meetings after an event that has not reached the group's own document yet. */
export const servingIn = <E extends InGroup>(after: (event: E, before: Appointments) => Appointments): Effect<MeetingWhole, E> =>
  changes(
    ({ group }, look) => {
      const running = look.get('group', group)?.meetings.filter(([, row]) => isRunning(row));
      return running === undefined || running.length === 0 ? NONE : running.map(([id]) => id);
    },
    (body, event, look) => serve(body, after(event, look.get('group', event.group)?.appointments ?? none), event.at),
  );

/** The appointments without the one that has ended. */
export const withoutEnded = ({ appointment }: { readonly appointment: string }, before: Appointments): Appointments => {
  const { [appointment]: _, ...others } = before;
  return others;
};
