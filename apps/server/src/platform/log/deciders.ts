import * as domain from '@samverkan/domain';
import type { Codec } from '@samverkan/domain';
import type { Decider, NewEvent, StoredEvent, TypedEvent } from '@samverkan/event-store';

/** A decider of the domain as the log reads and writes it. */
function stored<State, Command, Event extends TypedEvent>(
  decider: domain.Decider<State, Command, Event>,
  codec: Codec<Event>,
): Decider<State, Command, Event> {
  return {
    ...decider,
    decode: ({ type, data }: StoredEvent) => codec.decode({ type, data }),
    encode: (event): NewEvent => codec.encode(event),
  };
}

// One object per aggregate, the same for everybody: the handler keeps a stream's folded state under it.
export const programmes = stored(domain.programmeDecider, domain.codecs.programme);
export const organisations = stored(domain.organisationDecider, domain.codecs.organisation);
export const persons = stored(domain.personDecider, domain.codecs.person);
export const groups = stored(domain.groupDecider, domain.codecs.group);
export const meetings = stored(domain.meetingDecider, domain.codecs.meeting);
export const decisions = stored(domain.decisionDecider, domain.codecs.decision);
export const proceedings = stored(domain.proceedingsDecider, domain.codecs.proceedings);
export const accounts = stored(domain.accountDecider, domain.codecs.account);
export const authorities = stored(domain.authorityDecider, domain.codecs.authority);
export const installations = stored(domain.installationDecider, domain.codecs.installation);
