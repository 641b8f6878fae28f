import type { ActivityDocument } from '@samverkan/contract';
import { asMap, under, entry, memo, newest, type Entries } from './entries.js';
import { isSignedIn, makes, publicOrPartner, readModel, type Effect, type EventOf } from './model.js';
import type { Look } from './projection.js';
import type { ActivityWhole } from './wholes.js';

// Who sees the activity.
//
// What happens to the programme, organisations and groups is for everybody, and so is that a meeting is scheduled, rescheduled
// or cancelled. What happens in a meeting is for those signed in while it runs; when it is closed, everybody sees that it was
// held, the items it took up and the decisions it took. Proposals, convocations and what concerns persons' records are for
// those signed in, and so is who did something; the public is told in which role.

type Entry = ActivityDocument['entries'][string];
type About = Omit<Entry, 'type' | 'at' | 'person' | 'role'>;

const NEWEST = 100;
const ALL = 'all';
const all: readonly string[] = [ALL];
const empty: ActivityWhole = { entries: [], pending: [], published: [] };

/** For whom an entry is: everybody, everybody once its meeting is closed, or only ever those signed in. */
type Reach = 'public' | 'when-closed' | 'partner';

const keysOf = (event: object): readonly string[] => ('group' in event && typeof event.group === 'string' ? [ALL, event.group] : all);

const add = (entries: Entries<Entry>, position: string, made: Entry): Entries<Entry> => newest([...entries, [position, made]], NEWEST);

const happened = <E extends object>(
  reach: Reach | ((event: E, look: Look) => Reach),
  about: (event: E, look: Look) => About,
): Effect<ActivityWhole, E> =>
  makes(keysOf, (body = empty, event, look, { time, position, actor, event: { type } }) => {
    const made: Entry = { type, at: time, person: actor.person, role: actor.role, ...about(event, look) };
    const whose = typeof reach === 'string' ? reach : reach(event, look);
    return {
      entries: add(body.entries, position, made),
      pending: whose === 'when-closed' ? add(body.pending, position, made) : body.pending,
      published: whose === 'public' ? add(body.published, position, made) : body.published,
    };
  });

interface InMeeting {
  readonly group: string;
  readonly meeting: string;
}
const inMeeting = ({ group, meeting }: InMeeting, look: Look): About => ({ group, meeting, title: look.get('meeting', meeting)?.title });
const onItem = ({ group, meeting, item }: InMeeting & { readonly item: string }, look: Look): About => ({
  group,
  meeting,
  title: entry(look.get('meeting', meeting)?.agenda ?? [], item)?.title,
});

interface OnDecision {
  readonly group: string;
  readonly decision: string;
}
const onDecision = ({ group, decision }: OnDecision, look: Look): About => {
  const found = look.get('decision', decision);
  return { group, decision, meeting: found?.meeting, title: found?.title, year: found?.year, section: found?.section };
};
const onTask = (event: OnDecision & { readonly person: string }, look: Look): About => ({
  ...onDecision(event, look),
  concerns: event.person,
});
const likeDecision = ({ decision }: OnDecision, look: Look): Reach =>
  look.get('decision', decision)?.published === true ? 'public' : 'when-closed';

const inGroup = ({ group }: { readonly group: string }, look: Look): About => ({ group, title: look.get('group', group)?.name });
const ofMember = ({ group, person }: { readonly group: string; readonly person: string }, look: Look): About => ({
  ...inGroup({ group }, look),
  concerns: person,
});
const ofOrganisation = ({ organisation }: { readonly organisation: string }, look: Look): About => ({
  organisation,
  title: look.get('organisation', organisation)?.name,
});
const ofPerson = ({ person }: { readonly person: string }): About => ({ concerns: person });

/** The meeting is closed: what was told of it to those signed in is told to everybody, in the order in which it happened. */
const publish = (body: ActivityWhole, meeting: string): ActivityWhole => {
  const due = body.pending.filter(([, one]) => one.meeting === meeting);
  if (due.length === 0) return body;
  const published = [...body.published, ...due].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...body, pending: body.pending.filter(([, one]) => one.meeting !== meeting), published: newest(published, NEWEST) };
};
const closed = happened<EventOf<'MeetingClosed'>>('public', inMeeting);

const entryPublished = memo(({ person: _, ...made }: Entry): Entry => made);
const entriesPublished = memo((entries: Entries<Entry>) => Object.fromEntries(entries.map(([id, made]) => [id, entryPublished(made)])));

export const activity = readModel<'activity', ActivityWhole>({
  kind: 'activity',
  version: 1,
  on: {
    ProgrammeAdopted: happened('public', ({ title }) => ({ title })),
    ProgrammeRevised: happened('public', ({ title }) => ({ title })),
    MeasureRetired: happened('public', ({ measure }, look) => ({
      title: entry(look.get('programme', 'current')?.measures ?? [], measure)?.title,
    })),
    IndicatorMeasured: happened('public', ({ target }, look) => ({
      title: under(look.get('programme', 'current')?.targets ?? {}, target)?.label,
    })),
    OrganisationRegistered: happened('public', ofOrganisation),
    OrganisationRenamed: happened('public', ofOrganisation),
    OrganisationMerged: happened('public', ofOrganisation),
    OrganisationClosed: happened('public', ofOrganisation),
    PersonRegistered: happened('partner', ofPerson),
    PersonChangedOrganisation: happened('partner', ofPerson),
    PersonMerged: happened('partner', ofPerson),
    PersonClosed: happened('partner', ofPerson),
    GroupFormed: happened('public', inGroup),
    GroupRenamed: happened('public', inGroup),
    MandateGiven: happened('public', inGroup),
    GroupRulesSet: happened('public', inGroup),
    GroupDissolved: happened('public', inGroup),
    VacancyDeclared: happened('public', inGroup),
    MemberAppointed: happened('public', ofMember),
    MemberResigned: happened('public', ofMember),
    TermEnded: happened('public', ofMember),
    OfficeChosen: happened('public', ofMember),
    OfficeLeft: happened('public', ofMember),
    MeetingScheduled: happened('public', inMeeting),
    MeetingRescheduled: happened('public', inMeeting),
    MeetingCancelled: happened('public', inMeeting),
    MeetingConvoked: happened('partner', inMeeting),
    MeetingOpened: happened('when-closed', inMeeting),
    MeetingAdjourned: happened('when-closed', inMeeting),
    MeetingResumed: happened('when-closed', inMeeting),
    MeetingClosed: {
      keys: closed.keys,
      project: (body, event, look, recorded, id) =>
        closed.project(body === undefined ? body : publish(body, event.meeting), event, look, recorded, id),
    },
    AgendaItemAdded: happened('partner', onItem),
    AgendaItemTakenUp: happened('when-closed', onItem),
    ProposalMoved: happened('partner', onItem),
    ProposalWithdrawn: happened('partner', onItem),
    DecisionTaken: happened('when-closed', (event, look) => {
      const { decision, year, section, outcome } = event;
      return { ...onItem(event, look), decision, year, section, outcome };
    }),
    TaskAssigned: happened(likeDecision, onTask),
    TaskDone: happened(likeDecision, onTask),
    DecisionCorrected: happened(likeDecision, onDecision),
    DecisionSuperseded: happened(likeDecision, onDecision),
    DecisionExecuted: happened(likeDecision, onDecision),
  },
  audience: publicOrPartner,
  restrict: ({ entries, published }, audience) => ({
    entries: isSignedIn(audience) ? asMap(entries) : entriesPublished(published),
  }),
});
