import type { OverviewDocument } from '@samverkan/contract';
import { addNewest, asMap, bump, change, entry, memo, newest, put, without } from './entries.js';
import { changes, isSignedIn, makes, publicOrPartner, readModel, type Effect } from './model.js';
import type { Look } from './projection.js';
import type { MeetingDecision, MeetingWhole, OverviewWhole } from './wholes.js';

// Who sees the overview.
//
// The programme, groups and published decisions are for everybody, and so are their figures. A meeting while it runs is for
// those signed in: to the public it is still among those to come, and what it decides, with the tasks given on that, is
// counted when it is closed.

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
  return { group, year, section, title: entry(meeting?.agenda ?? [], item)?.title ?? '', outcome, at };
};

/** A closed meeting's decisions, with the tasks that are open on them, are everybody's. */
const publish = (before: Decided, group: string, meeting: MeetingWhole | undefined, look: Look): Decided => {
  if (meeting === undefined || meeting.decisions.length === 0) return before;
  const after = meeting.decisions.reduce((rest, [id, one]) => decide(rest, id, latestOf(group, meeting, one)), before);
  const tasks = meeting.decisions.flatMap(([id]) => Object.values(look.get('decision', id)?.tasks ?? {}));
  // Two meetings may run at once and the one that decided first be closed last.
  const latestDecisions = [
    ...before.latestDecisions,
    ...after.latestDecisions.filter(([id]) => entry(before.latestDecisions, id) === undefined),
  ];
  return {
    ...after,
    latestDecisions: newest(
      latestDecisions.sort(([, a], [, b]) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.section - b.section)),
      LATEST,
    ),
    openTasks: before.openTasks + tasks.filter(({ done }) => done === undefined).length,
  };
};

const tasks = (by: number): Effect<OverviewWhole, { readonly decision: string }> =>
  changes(all, (body, { decision }, look) => {
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

export const overview = readModel<'overview', OverviewWhole>({
  kind: 'overview',
  version: 1,
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
      const current = entry(look.get('meeting', meeting)?.agenda ?? [], item)?.title;
      return { ...body, openMeetings: change(body.openMeetings, meeting, (one) => ({ ...one, current })) };
    }),
    AgendaItemClosed: changes(all, (body, { meeting }) => ({
      ...body,
      openMeetings: change(body.openMeetings, meeting, (one) => (one.current === undefined ? one : { ...one, current: undefined })),
    })),
    DecisionTaken: on((body, event, look) => ({
      ...body,
      decided: decide(body.decided, event.decision, latestOf(event.group, look.get('meeting', event.meeting), event)),
    })),
    TaskAssigned: tasks(1),
    TaskDone: tasks(-1),
  },
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
