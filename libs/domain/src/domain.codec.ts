import { accountCodec } from './account/account.codec.js';
import type { AccountEvent } from './account/account.events.js';
import { authorityCodec } from './authority/authority.codec.js';
import type { AuthorityEvent } from './authority/authority.events.js';
import { decisionCodec } from './decision/decision.codec.js';
import type { DecisionEvent } from './decision/decision.events.js';
import { groupCodec } from './group/group.codec.js';
import type { GroupEvent } from './group/group.events.js';
import { installationCodec } from './installation/installation.codec.js';
import type { InstallationEvent } from './installation/installation.events.js';
import { meetingCodec } from './meeting/meeting.codec.js';
import type { MeetingEvent } from './meeting/meeting.events.js';
import { organisationCodec } from './organisation/organisation.codec.js';
import type { OrganisationEvent } from './organisation/organisation.events.js';
import { personCodec } from './person/person.codec.js';
import type { PersonEvent } from './person/person.events.js';
import { proceedingsCodec } from './proceedings/proceedings.codec.js';
import type { ProceedingsEvent } from './proceedings/proceedings.events.js';
import { programmeCodec } from './programme/programme.codec.js';
import type { ProgrammeEvent } from './programme/programme.events.js';
import { UnknownEvent, type Stored } from './shared/codec.js';
import { categoryOf, type Category } from './shared/streams.js';

/** Everything that may have happened. A name belongs to one aggregate only, so `type` alone tells which. */
export type DomainEvent =
  | ProgrammeEvent
  | OrganisationEvent
  | PersonEvent
  | GroupEvent
  | MeetingEvent
  | DecisionEvent
  | ProceedingsEvent
  | AccountEvent
  | AuthorityEvent
  | InstallationEvent;

/** The codec of each category of streams. */
export const codecs = {
  programme: programmeCodec,
  organisation: organisationCodec,
  person: personCodec,
  group: groupCodec,
  meeting: meetingCodec,
  decision: decisionCodec,
  proceedings: proceedingsCodec,
  account: accountCodec,
  authority: authorityCodec,
  installation: installationCodec,
} as const satisfies Record<Category, unknown>;

/** What the log tells of an event that its stream is needed for. */
export interface StoredInStream extends Stored {
  readonly stream: string;
}

const codecFor = ({ stream, type }: StoredInStream): (typeof codecs)[Category] => {
  const category = categoryOf(stream);
  if (category === undefined) throw new UnknownEvent(stream, type);
  return codecs[category];
};

/** Reads an event of our own log, whichever aggregate it is of; trusts its shape. Throws `UnknownEvent`. */
export const decodeEvent = (stored: StoredInStream): DomainEvent => codecFor(stored).decode(stored);

/** Reads an event from outside, whichever aggregate it is of; checks every field. Throws `UnknownEvent` or the schema's error. */
export const parseEvent = (stored: StoredInStream): DomainEvent => codecFor(stored).parse(stored);
