import type { ActivityDocument } from '@samverkan/contract';
import { append, flattened, inBlocks } from './blocks.js';
import { entry, memo, newest, under } from './entries.js';
import { isSignedIn, makes, publicOrPartner, readModel, type Effect, type EventOf } from './model.js';
import type { Look, Recorded } from './projection.js';
import type { ActivityWhole } from './wholes.js';

// Who sees the activity.
//
// What happens to the programme, organisations and groups is for everybody, and so is that a meeting is scheduled, rescheduled
// or cancelled. What happens in a meeting is for those signed in while it runs; when it is closed, everybody sees that it was
// held, the items it took up and the decisions it took. Proposals, convocations and what concerns persons' records are for
// those signed in, and so is who did something; the public is told in which role. So is that somebody is given an authority or has it no
// more. What happens to accounts is administration, and does not stand here.

type Entry = ActivityDocument['entries'][string];
type About = Omit<Entry, 'type' | 'at' | 'person' | 'role'>;

const NEWEST = 100;
const ALL = 'all';
const all: readonly string[] = [ALL];
const empty: ActivityWhole = { entries: [], pending: [], published: [] };

/** For whom an entry is: everybody, everybody once its meeting is closed, or only ever those signed in. */
type Reach = 'public' | 'when-closed' | 'partner';

const keysOf = (event: object): readonly string[] => ('group' in event && typeof event.group === 'string' ? [ALL, event.group] : all);

// Written out, so that all entries are of one shape: a stream of events is folded through here.
const entryOf = ({ event, time, actor }: Recorded, about: About): Entry => ({
  type: event.type,
  at: time,
  person: actor.person,
  role: actor.role,
  group: about.group,
  meeting: about.meeting,
  decision: about.decision,
  organisation: about.organisation,
  concerns: about.concerns,
  title: about.title,
  year: about.year,
  section: about.section,
  outcome: about.outcome,
});

/**
 * An event makes the same entry for the whole and for its group: what it made last is kept for the second. An event that is recorded again
 * elsewhere is another object, and makes its own.
 */
const happened = <E extends object>(
  reach: Reach | ((event: E, look: Look) => Reach),
  about: (event: E, look: Look) => About,
): Effect<ActivityWhole, E> => {
  let last: Recorded | undefined;
  let made: Entry = { type: '', at: '', role: '' };
  return makes(keysOf, (body = empty, event, look, recorded) => {
    const { position } = recorded;
    if (recorded !== last) {
      made = entryOf(recorded, about(event, look));
      last = recorded;
    }
    const whose = typeof reach === 'string' ? reach : reach(event, look);
    return {
      entries: append(body.entries, position, made, NEWEST),
      pending: whose === 'when-closed' ? append(body.pending, position, made, NEWEST) : body.pending,
      published: whose === 'public' ? append(body.published, position, made, NEWEST) : body.published,
    };
  });
};

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
const ofAuthority = (
  { organisation, person }: { readonly organisation?: string | undefined; readonly person: string },
  look: Look,
): About => ({
  ...(organisation === undefined ? {} : ofOrganisation({ organisation }, look)),
  concerns: person,
});
const ofPerson = ({ person }: { readonly person: string }): About => ({ concerns: person });

/** The meeting is closed: what was told of it to those signed in is told to everybody, in the order in which it happened. */
const publish = (body: ActivityWhole, meeting: string): ActivityWhole => {
  const pending = flattened(body.pending);
  const due = pending.filter(([, one]) => one.meeting === meeting);
  if (due.length === 0) return body;
  const published = [...flattened(body.published), ...due].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    entries: body.entries,
    pending: inBlocks(
      pending.filter(([, one]) => one.meeting !== meeting),
      NEWEST,
    ),
    published: inBlocks(published, NEWEST),
  };
};
const closed = happened<EventOf<'MeetingClosed'>>('public', inMeeting);

const entryPublished = memo(({ person: _, ...made }: Entry): Entry => made);
const shown = memo((blocks: ActivityWhole['entries']) => Object.fromEntries(newest(flattened(blocks), NEWEST)));
const publishedShown = memo((blocks: ActivityWhole['published']) =>
  Object.fromEntries(newest(flattened(blocks), NEWEST).map(([id, made]) => [id, entryPublished(made)])),
);

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
    AuthorityGiven: happened('partner', ofAuthority),
    AuthorityEnded: happened('partner', ({ person, authority }, look) => {
      const ended = under(look.get('authorities', 'all')?.authorities ?? {}, authority);
      return ofAuthority({ person, organisation: ended?.person === person ? ended.organisation : undefined }, look);
    }),
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
    entries: isSignedIn(audience) ? shown(entries) : publishedShown(published),
  }),
});
