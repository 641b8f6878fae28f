import { goTo, placeOf, type MeetingContext } from './useMeeting.js';
import { useShortcuts } from './useShortcuts.js';

/** The keys of the meeting's page. Each goes to something that stands on the page, so that nothing is for the keyboard only. */
export function useMeetingKeys({ current }: MeetingContext, help: () => void): void {
  useShortcuts({
    n: () => document.getElementById('next-item')?.click(),
    d: () => void goTo(placeOf.wording),
    p: () => {
      if (current.value) void goTo(placeOf.proposal(current.value.id));
    },
    a: () => void goTo(placeOf.attendance),
    '?': help,
  });
}
