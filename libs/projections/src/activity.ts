import type { ActivityDocument } from '@samverkan/contract';
import { append, flattened } from './blocks.js';
import { NEWEST, doorsClosed, doorsOpened, keysOf, publish } from './activity.moves.js';
import { addNewest, entry, memo, newest, under } from './entries.js';
import { isBehind } from './meeting.js';
import { OUTSIDE, SEEN, TO_PUBLIC, isInside, isSignedIn, makes, publicOrPartner, readModel, type Effect, type EventOf } from './model.js';
import type { Look, Recorded } from './projection.js';
import { registered } from './register.js';
import type { ActivityWhole, Reach } from './wholes.js';

// Who sees the activity.
//
// What happens to the programme, organisations and groups is for everybody, and so is that a meeting is scheduled, rescheduled
// or cancelled. What happens in a meeting is for those signed in while it runs; when it is closed, everybody sees that it was
// held, the items it took up and the decisions it took. Proposals, convocations and what concerns persons' records are for
// those signed in, and so is who did something; the public is told in which role. So is that somebody is given an authority or has it no
// more. What happens to accounts is administration, and does not stand here.
//
// What happens behind closed doors is told in the activity of the group, to its members, the secretariat and auditors, and in that of the whole to
// nobody. When the doors are opened it is told as if they always had been.

type Entry = ActivityDocument['entries'][string];
type About = Omit<Entry, 'type' | 'at' | 'person' | 'role'>;

const empty: ActivityWhole = { entries: [], pending: [], published: [], behind: [] };

const keysBehind = (event: object): readonly string[] => keysOf(event).slice(1);
const never = (): boolean => false;

// Written out, so that all entries are of one shape: a stream of events is folded through here.
const entryOf = ({ event, time, actor }: Recorded, about: About): Entry => ({
  type: event.type,
  at: time,
  person: actor.person,
  role: actor.role,
  group: about.group,
  meeting: about.meeting,
  item: about.item,
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
  behind: (event: E, look: Look) => boolean = never,
): Effect<ActivityWhole, E> => {
  let last: Recorded | undefined;
  let made: Entry = { type: '', at: '', role: '' };
  const keys = (event: E, look: Look) => (behind(event, look) ? keysBehind(event) : keysOf(event));
  return makes(behind === never ? keysOf : keys, (body = empty, event, look, recorded) => {
    const { position } = recorded;
    if (recorded !== last) {
      made = entryOf(recorded, about(event, look));
      last = recorded;
    }
    const whose = typeof reach === 'string' ? reach : reach(event, look);
    if (behind(event, look)) return { ...body, behind: addNewest(body.behind, position, { made, reach: whose }, NEWEST) };
    return {
      entries: append(body.entries, position, made, NEWEST),
      pending: whose === 'when-closed' ? append(body.pending, position, made, NEWEST) : body.pending,
      published: whose === 'public' ? append(body.published, position, made, NEWEST) : body.published,
      behind: body.behind,
    };
  });
};

interface InMeeting {
  readonly group: string;
  readonly meeting: string;
}
const inMeeting = ({ group, meeting }: InMeeting, look: Look): About => ({ group, meeting, title: look.get('meeting', meeting)?.title });
interface OnItem extends InMeeting {
  readonly item: string;
}
const onItem = ({ group, meeting, item }: OnItem, look: Look): About => ({
  group,
  meeting,
  item,
  title: entry(look.get('meeting', meeting)?.agenda ?? [], item)?.title,
});

const behindItem = ({ meeting, item }: OnItem, look: Look): boolean => isBehind(look.get('meeting', meeting), item);

interface OnDecision {
  readonly group: string;
  readonly decision: string;
}
const onDecision = ({ group, decision }: OnDecision, look: Look): About => {
  const found = look.get('decision', decision);
  return { group, decision, meeting: found?.meeting, item: found?.item, title: found?.title, year: found?.year, section: found?.section };
};
const onTask = (event: OnDecision & { readonly person: string }, look: Look): About => ({
  ...onDecision(event, look),
  concerns: event.person,
});
const likeDecision = ({ decision }: OnDecision, look: Look): Reach =>
  look.get('decision', decision)?.published === true ? 'public' : 'when-closed';

const behindDecision = ({ decision }: OnDecision, look: Look): boolean => look.get('decision', decision)?.doors === 'closed';
const afterDecision = <E extends OnDecision>(about: (event: E, look: Look) => About): Effect<ActivityWhole, E> =>
  happened<E>(likeDecision, about, behindDecision);

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

const closed = happened<EventOf<'MeetingClosed'>>('public', inMeeting);

const entryPublished = memo(({ person: _, ...made }: Entry): Entry => made);
const shown = memo((blocks: ActivityWhole['entries']) => Object.fromEntries(newest(flattened(blocks), NEWEST)));
const withinShown = memo(({ entries, behind }: ActivityWhole) => {
  const all = [...flattened(entries), ...behind.map(([at, { made }]) => [at, made] as const)];
  return Object.fromEntries(
    newest(
      all.sort(([a], [b]) => (a < b ? -1 : 1)),
      NEWEST,
    ),
  );
});
const publishedShown = memo((blocks: ActivityWhole['published']) =>
  Object.fromEntries(newest(flattened(blocks), NEWEST).map(([id, made]) => [id, entryPublished(made)])),
);

export const activity = readModel<'activity', ActivityWhole>({
  kind: 'activity',
  version: 2,
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
      const given = look.get('authorities', 'all');
      const ended = given && registered(given.authorities, authority);
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
    TermBegun: happened('public', ofMember),
    TermEnded: happened('public', ofMember),
    OfficeChosen: happened('public', ofMember),
    OfficeLeft: happened('public', ofMember),
    OfficeAwaited: happened('public', ofMember),
    OfficeWithdrawn: happened('public', ofMember),
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
    AgendaItemAdded: happened('partner', onItem, behindItem),
    AgendaItemTakenUp: happened('when-closed', onItem, behindItem),
    ProposalMoved: happened('partner', onItem, behindItem),
    ProposalWithdrawn: happened('partner', onItem, behindItem),
    DoorsClosed: doorsClosed,
    DoorsOpened: doorsOpened,
    DecisionTaken: happened<EventOf<'DecisionTaken'>>(
      'when-closed',
      (event, look) => {
        const { decision, year, section, outcome } = event;
        return { ...onItem(event, look), decision, year, section, outcome };
      },
      behindItem,
    ),
    TaskAssigned: afterDecision(onTask),
    TaskDone: afterDecision(onTask),
    DecisionCorrected: afterDecision(onDecision),
    OutcomeCorrected: afterDecision((event, look) => ({ ...onDecision(event, look), outcome: event.outcome })),
    DecisionSuperseded: afterDecision(onDecision),
    DecisionExecuted: afterDecision(onDecision),
    ResponseRecorded: afterDecision((event, look) => ({ ...onDecision(event, look), organisation: event.organisation })),
  },
  quiet: (before, after) => {
    if (before?.entries === after.entries && before.behind !== after.behind) return OUTSIDE;
    return (before?.published ?? empty.published) === after.published ? TO_PUBLIC : SEEN;
  },
  audience: (body, id, viewer) => (body.behind.length > 0 && isInside(viewer, id) ? `group:${id}` : publicOrPartner(body, id, viewer)),
  restrict: (body, audience, _, id) => {
    if (body.behind.length > 0 && audience === `group:${id}`) return { entries: withinShown(body) };
    return { entries: isSignedIn(audience) ? shown(body.entries) : publishedShown(body.published) };
  },
});
