import type { GroupTreeDocument } from '@samverkan/contract';
import { change, entry, memo, put } from './entries.js';
import { isInForce } from './group.appointments.js';
import { SEEN, TO_PUBLIC, changes, isSignedIn, makes, publicOrPartner, readModel, type Effect } from './model.js';
import type { GroupTreeWhole, GroupWhole } from './wholes.js';

// Who sees the tree of groups.
//
// Groups are for everybody. That a group's meeting runs just now, and what it has decided in it so far, is for those signed in. What is behind
// closed doors is counted for nobody until they are opened.

type Row = GroupTreeDocument['groups'][string];
type RowWhole = GroupTreeWhole['groups'][number][1];

const ALL: readonly string[] = ['all'];
const all = (): readonly string[] => ALL;

const ownLinks = ({ links }: GroupWhole): Row['links'] =>
  Object.fromEntries(
    Object.entries(links).flatMap(([key, { direction, relation, group }]) => (direction === 'to' ? [[key, { relation, group }]] : [])),
  );

const rowOf = (group: GroupWhole, openMeeting: string | undefined): RowWhole => {
  const { kind, name, nameEn, mandate, mandateEn, area, municipality, measures } = group;
  const members = Object.values(group.appointments).filter(isInForce);
  return {
    kind,
    name,
    nameEn,
    mandate,
    mandateEn,
    area,
    municipality,
    measures,
    links: ownLinks(group),
    seats: Object.keys(group.seats).length,
    ordinary: members.filter(({ as }) => as === 'ordinary').length,
    substitutes: members.filter(({ as }) => as === 'substitute').length,
    chair: group.offices.chair,
    meetings: group.figures.meetings,
    decisions: group.figures.decisions,
    published: group.published.count,
    openMeeting,
    ...(group.dissolved === undefined ? {} : { dissolved: true as const }),
  };
};

interface OfGroup {
  readonly group: string;
}

/** Anything about the group itself: its row is made anew from its document. */
const described: Effect<GroupTreeWhole, OfGroup> = makes(all, (body, event, look) => {
  const found = look.get('group', event.group);
  const groups = body?.groups ?? [];
  if (found === undefined) return body;
  const before = groups.find(([id]) => id === event.group);
  return { groups: put(groups, event.group, rowOf(found, before?.[1].openMeeting)) };
});

/** Something in one of the group's meetings: only what is counted, and which meeting is open, can be another. */
const counted = <E extends OfGroup>(open: (before: string | undefined, event: E) => string | undefined): Effect<GroupTreeWhole, E> =>
  changes(all, (body, event, look) => {
    const found = look.get('group', event.group);
    const groups = change(body.groups, event.group, (row) => {
      const meetings = found?.figures.meetings ?? row.meetings;
      const decisions = found?.figures.decisions ?? row.decisions;
      const published = found?.published.count ?? row.published;
      const openMeeting = open(row.openMeeting, event);
      const isAsBefore =
        meetings === row.meetings && decisions === row.decisions && published === row.published && openMeeting === row.openMeeting;
      return isAsBefore ? row : { ...row, meetings, decisions, published, openMeeting };
    });
    return groups === body.groups ? body : { groups };
  });

interface InMeeting extends OfGroup {
  readonly meeting: string;
}
const same = counted<OfGroup>((before) => before);
const opened = counted<InMeeting>((_, { meeting }) => meeting);
const ended = counted<InMeeting>((before, { meeting }) => (before === meeting ? undefined : before));

const rowShown = memo(({ published: _, ...row }: RowWhole): Row => row);
const rowPublished = memo(({ published, openMeeting: _, ...row }: RowWhole): Row => ({ ...row, decisions: published }));

const publishedOf = (body: GroupTreeWhole | undefined, group: string): number | undefined => entry(body?.groups ?? [], group)?.published;

export const groupTree = readModel<'group-tree', GroupTreeWhole>({
  kind: 'group-tree',
  version: 2,
  on: {
    GroupFormed: described,
    GroupRenamed: described,
    MandateGiven: described,
    GroupLinkedToMeasure: described,
    GroupLinkedToGroup: described,
    SeatEstablished: described,
    MemberAppointed: described,
    TermBegun: described,
    MemberResigned: described,
    TermEnded: described,
    OfficeChosen: described,
    OfficeLeft: described,
    GroupDissolved: described,
    MeetingScheduled: same,
    MeetingCancelled: same,
    MeetingOpened: opened,
    MeetingAdjourned: ended,
    MeetingResumed: opened,
    MeetingClosed: ended,
    DecisionTaken: same,
    DoorsClosed: same,
    DoorsOpened: same,
  },
  quiet: (before, after, event) => {
    const isInMeeting =
      event.type === 'MeetingOpened' ||
      event.type === 'MeetingAdjourned' ||
      event.type === 'MeetingResumed' ||
      event.type === 'MeetingClosed' ||
      event.type === 'DecisionTaken' ||
      event.type === 'DoorsClosed' ||
      event.type === 'DoorsOpened';
    return isInMeeting && publishedOf(before, event.group) === publishedOf(after, event.group) ? TO_PUBLIC : SEEN;
  },
  audience: publicOrPartner,
  restrict: ({ groups }, audience) => {
    const shown = isSignedIn(audience) ? rowShown : rowPublished;
    return { groups: Object.fromEntries(groups.map(([id, row]) => [id, shown(row)])) };
  },
});
