import type { OverviewDocument } from '@samverkan/contract';
import { corrected } from './corrections.js';
import { addNewest, asMap, bump, change, entry, memo, newest, put, without } from './entries.js';
import { isBehind, openDecisions } from './meeting.js';
import { SEEN, TO_PUBLIC, changes, isSignedIn, makes, publicOrPartner, readModel, type Effect } from './model.js';
import type { DomainEvent, Look } from './projection.js';
import type { MeetingDecision, MeetingWhole, OverviewWhole } from './wholes.js';

// Who sees the overview.
//
// The programme, groups and published decisions are for everybody, and so are their figures. A meeting while it runs is for
// those signed in: to the public it is still among those to come, and what it decides, with the tasks given on that, is
// counted when it is closed. What is behind closed doors is neither counted nor named, for anybody, until they are opened.

type Latest = OverviewDocument['latestDecisions'][string];
type Occasion = OverviewDocument['upcoming'][string];
type Running = OverviewDocument['openMeetings'][string];

const LATEST = 10;

type Decided = OverviewWhole['published'];

const ALL: readonly string[] = ['all'];
const all = (): readonly string[] => ALL;

const nothing: Decided = { decisions: 0, decisionsByOutcome: {}, decisionsByYear: {}, latestDecisions: [], openTasks: 0 };
const empty: OverviewWhole = {
  groups: 0,
  groupsByKind: {},
  organisations: 0,
  organisationsBySector: {},
  persons: 0,
  measures: 0,
  targets: 0,
  meetings: {},
  openMeetings: [],
  upcoming: [],
  decided: nothing,
  published: nothing,
};

/** Any event may be the first that the overview hears of. */
const on = <E>(project: (body: OverviewWhole, event: E, look: Look) => OverviewWhole): Effect<OverviewWhole, E> =>
  makes(all, (body = empty, event, look) => project(body, event, look));

/** What the programme's own document says of it. */
const ofProgramme = on<unknown>((body, _, look) => {
  const found = look.get('programme', 'current');
  if (found === undefined) return body;
  const { id, title, titleEn, county, period } = found;
  return {
    ...body,
    programme: { id, title, titleEn, county, period },
    measures: found.measures.filter(([, { retired }]) => retired === undefined).length,
    targets: Object.keys(found.targets).length,
  };
});

const personGone = on<{ readonly person: string }>((body) => ({ ...body, persons: body.persons - 1 }));

const organisationGone = on<{ readonly organisation: string }>((body, { organisation }, look) => {
  const found = look.get('organisation', organisation);
  if (found === undefined) return body;
  return { ...body, organisations: body.organisations - 1, organisationsBySector: bump(body.organisationsBySector, found.sector, -1) };
});

const occasionOf = ({ group, title, startsAt, endsAt, place }: Occasion): Occasion => ({ group, title, startsAt, endsAt, place });

const decide = (body: Decided, id: string, latest: Latest): Decided => ({
  decisions: body.decisions + 1,
  decisionsByOutcome: bump(body.decisionsByOutcome, latest.outcome, 1),
  decisionsByYear: bump(body.decisionsByYear, String(latest.year), 1),
  latestDecisions: addNewest(body.latestDecisions, id, latest, LATEST),
  openTasks: body.openTasks,
});

const latestOf = (group: string, meeting: MeetingWhole | undefined, decision: MeetingDecision): Latest => {
  const { item, year, section, outcome, at } = decision;
  return { group, year, section, title: entry(meeting?.agenda ?? [], item)?.title ?? '', outcome, corrected: corrected(decision), at };
};

const newestOf = (...rows: (readonly [string, Latest])[]): Decided['latestDecisions'] =>
  newest(
    rows.sort(([, a], [, b]) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.section - b.section)),
    LATEST,
  );

const openTasksOn = (id: string, look: Look): number =>
  Object.values(look.get('decision', id)?.tasks ?? {}).filter(({ done }) => done === undefined).length;

/** A closed meeting's decisions, with the tasks that are open on them, are everybody's. */
const publish = (before: Decided, group: string, meeting: MeetingWhole | undefined, look: Look): Decided => {
  const taken = meeting === undefined ? [] : openDecisions(meeting);
  if (taken.length === 0) return before;
  const after = taken.reduce((rest, [id, one]) => decide(rest, id, latestOf(group, meeting, one)), before);
  return {
    ...after,
    // Two meetings may run at once and the one that decided first be closed last.
    latestDecisions: newestOf(
      ...before.latestDecisions,
      ...after.latestDecisions.filter(([id]) => entry(before.latestDecisions, id) === undefined),
    ),
    openTasks: taken.reduce((count, [id]) => count + openTasksOn(id, look), before.openTasks),
  };
};

interface OnItem {
  readonly group: string;
  readonly meeting: string;
  readonly item: string;
}

const withCurrent = (body: OverviewWhole, meeting: string, current: string | undefined): OverviewWhole => {
  const openMeetings = change(body.openMeetings, meeting, (one) => (one.current === current ? one : { ...one, current }));
  return openMeetings === body.openMeetings ? body : { ...body, openMeetings };
};

/** Something about an item's doors: it may be the one that is taken up, and may be decided. */
const doors = (
  to: 'open' | 'closed',
  settle: (body: OverviewWhole, id: string, latest: Latest, openTasks: number, meeting: MeetingWhole) => OverviewWhole,
): Effect<OverviewWhole, OnItem> =>
  changes(all, (body, { group, meeting: id, item }, look) => {
    const meeting = look.get('meeting', id);
    if (meeting === undefined) return body;
    const title = to === 'open' ? entry(meeting.agenda, item)?.title : undefined;
    const told = meeting.current === item ? withCurrent(body, id, title) : body;
    const decided = meeting.decisions.find(([, one]) => one.item === item);
    if (decided === undefined) return told;
    const [decision, taken] = decided;
    return settle(told, decision, latestOf(group, meeting, taken), openTasksOn(decision, look), meeting);
  });

const takenOut = (body: Decided, id: string, { outcome, year }: Latest, openTasks: number): Decided => ({
  decisions: body.decisions - 1,
  decisionsByOutcome: bump(body.decisionsByOutcome, outcome, -1),
  decisionsByYear: bump(body.decisionsByYear, String(year), -1),
  latestDecisions: without(body.latestDecisions, id),
  openTasks: body.openTasks - openTasks,
});

const takenIn = (body: Decided, id: string, latest: Latest, openTasks: number): Decided => ({
  ...decide(body, id, latest),
  latestDecisions: newestOf(...body.latestDecisions, [id, latest]),
  openTasks: body.openTasks + openTasks,
});

/** A correction, where the decision is told of at all. */
const correction = <E extends { readonly decision: string }>(to: (decided: Decided, event: E) => Decided): Effect<OverviewWhole, E> =>
  changes(all, (body, event, look) => {
    const found = look.get('decision', event.decision);
    if (found === undefined || found.doors === 'closed') return body;
    return { ...body, decided: to(body.decided, event), published: found.published ? to(body.published, event) : body.published };
  });

const tasks = (by: number): Effect<OverviewWhole, { readonly decision: string }> =>
  changes(all, (body, { decision }, look) => {
    if (look.get('decision', decision)?.doors === 'closed') return body;
    const decided = { ...body.decided, openTasks: body.decided.openTasks + by };
    if (look.get('decision', decision)?.published !== true) return { ...body, decided };
    return { ...body, decided, published: { ...body.published, openTasks: body.published.openTasks + by } };
  });

const running = (state: 'open' | 'adjourned', from: 'open' | 'adjourned') =>
  changes<OverviewWhole, { readonly meeting: string }>(all, (body, { meeting }) => ({
    ...body,
    meetings: bump(bump(body.meetings, from, -1), state, 1),
    openMeetings: change(body.openMeetings, meeting, (one) => ({ ...one, state })),
  }));

const runningShown = memo(({ group, title, openedAt, state, current }: Running): Running => ({ group, title, openedAt, state, current }));

const shown = ({ decisions, decisionsByOutcome, decisionsByYear, latestDecisions, openTasks }: Decided) => {
  return { decisions, decisionsByOutcome, decisionsByYear, latestDecisions: asMap(latestDecisions), openTasks };
};

/** What the public hears of, if at all, by what it does to what is published. */
const IN_RUNNING_MEETINGS: ReadonlySet<DomainEvent['type']> = new Set([
  'MeetingOpened',
  'MeetingAdjourned',
  'MeetingResumed',
  'AgendaItemTakenUp',
  'AgendaItemClosed',
  'DecisionTaken',
  'DoorsClosed',
  'DoorsOpened',
  'TaskAssigned',
  'TaskDone',
  'DecisionCorrected',
  'OutcomeCorrected',
]);

export const overview = readModel<'overview', OverviewWhole>({
  kind: 'overview',
  version: 2,
  on: {
    ProgrammeAdopted: ofProgramme,
    ProgrammeRevised: ofProgramme,
    MeasureAdded: ofProgramme,
    MeasureRetired: ofProgramme,
    TargetSet: ofProgramme,
    GroupFormed: on((body, { kind }) => ({ ...body, groups: body.groups + 1, groupsByKind: bump(body.groupsByKind, kind, 1) })),
    GroupDissolved: on((body, { group }, look) => {
      const kind = look.get('group', group)?.kind;
      return kind === undefined ? body : { ...body, groups: body.groups - 1, groupsByKind: bump(body.groupsByKind, kind, -1) };
    }),
    OrganisationRegistered: on((body, { sector }) => ({
      ...body,
      organisations: body.organisations + 1,
      organisationsBySector: bump(body.organisationsBySector, sector, 1),
    })),
    OrganisationMerged: organisationGone,
    OrganisationClosed: organisationGone,
    PersonRegistered: on((body) => ({ ...body, persons: body.persons + 1 })),
    PersonMerged: personGone,
    PersonClosed: personGone,
    MeetingScheduled: on((body, event) => ({
      ...body,
      meetings: bump(body.meetings, 'scheduled', 1),
      upcoming: put(body.upcoming, event.meeting, occasionOf(event)),
    })),
    MeetingRescheduled: on((body, event) => ({ ...body, upcoming: put(body.upcoming, event.meeting, occasionOf(event)) })),
    MeetingCancelled: on((body, { meeting }) => ({
      ...body,
      meetings: bump(bump(body.meetings, 'scheduled', -1), 'cancelled', 1),
      upcoming: without(body.upcoming, meeting),
    })),
    MeetingOpened: on((body, { meeting, at }) => {
      const occasion = entry(body.upcoming, meeting);
      if (occasion === undefined) return body;
      return {
        ...body,
        meetings: bump(bump(body.meetings, 'scheduled', -1), 'open', 1),
        upcoming: without(body.upcoming, meeting),
        openMeetings: put(body.openMeetings, meeting, { ...occasion, openedAt: at, state: 'open' }),
      };
    }),
    MeetingAdjourned: running('adjourned', 'open'),
    MeetingResumed: running('open', 'adjourned'),
    MeetingClosed: on((body, { meeting, group }, look) => {
      const before = entry(body.openMeetings, meeting);
      if (before === undefined) return body;
      return {
        ...body,
        meetings: bump(bump(body.meetings, before.state, -1), 'closed', 1),
        openMeetings: without(body.openMeetings, meeting),
        published: publish(body.published, group, look.get('meeting', meeting), look),
      };
    }),
    AgendaItemTakenUp: changes(all, (body, { meeting, item }, look) => {
      const found = look.get('meeting', meeting);
      return isBehind(found, item) ? body : withCurrent(body, meeting, entry(found?.agenda ?? [], item)?.title);
    }),
    AgendaItemClosed: changes(all, (body, { meeting }) => withCurrent(body, meeting, undefined)),
    DecisionTaken: on((body, event, look) => {
      const meeting = look.get('meeting', event.meeting);
      if (isBehind(meeting, event.item)) return body;
      return { ...body, decided: decide(body.decided, event.decision, latestOf(event.group, meeting, event)) };
    }),
    DoorsClosed: doors('closed', (body, id, latest, openTasks) => ({ ...body, decided: takenOut(body.decided, id, latest, openTasks) })),
    DoorsOpened: doors('open', (body, id, latest, openTasks, { state }) => ({
      ...body,
      decided: takenIn(body.decided, id, latest, openTasks),
      published: state === 'closed' ? takenIn(body.published, id, latest, openTasks) : body.published,
    })),
    DecisionCorrected: correction((decided, { decision }) => ({
      ...decided,
      latestDecisions: change(decided.latestDecisions, decision, (row) => ({ ...row, corrected: true })),
    })),
    OutcomeCorrected: correction((decided, { decision, oldOutcome, outcome }) => ({
      ...decided,
      decisionsByOutcome: bump(bump(decided.decisionsByOutcome, oldOutcome, -1), outcome, 1),
      latestDecisions: change(decided.latestDecisions, decision, (row) => ({ ...row, outcome, corrected: true })),
    })),
    TaskAssigned: tasks(1),
    TaskDone: tasks(-1),
  },
  quiet: (before, after, { type }) => (IN_RUNNING_MEETINGS.has(type) && (before ?? empty).published === after.published ? TO_PUBLIC : SEEN),
  audience: publicOrPartner,
  restrict: ({ decided, published, openMeetings, upcoming, ...body }, audience) => {
    if (isSignedIn(audience)) {
      const open = Object.fromEntries(openMeetings.map(([id, one]) => [id, runningShown(one)]));
      return { ...body, ...shown(decided), openMeetings: open, upcoming: asMap(upcoming) };
    }
    const { open = 0, adjourned = 0, ...meetings } = body.meetings;
    const toCome = (meetings['scheduled'] ?? 0) + open + adjourned;
    return {
      ...body,
      ...shown(published),
      meetings: toCome > 0 ? { ...meetings, scheduled: toCome } : meetings,
      openMeetings: {},
      upcoming: { ...asMap(upcoming), ...Object.fromEntries(openMeetings.map(([id, one]) => [id, occasionOf(one)])) },
    };
  },
});
