import type { Role } from '@samverkan/contract';

/** A step of a story: somebody gives a command that is carried out. */
export interface StoryStep {
  readonly context: string;
  readonly target: string;
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** As what it can be given at this place; all that the policy names when nothing is said. */
  readonly as?: readonly Role[];
}

export const GROUP = 'rtp-1-2';
const OTHER = 'rtp-1-3';
const DAY = '2031-03-01';
const OFFICERS: readonly Role[] = ['chair', 'secretary', 'secretariat'];
const occasion = { title: 'Möte', place: 'Ånge', startsAt: `${DAY}T09:00:00Z`, endsAt: `${DAY}T12:00:00Z` };
const step = (context: string, target: string, command: string, body: object = {}, as?: readonly Role[]): StoryStep => ({
  context,
  target,
  command,
  body: body as StoryStep['body'],
  ...(as === undefined ? {} : { as }),
});

const organisations = [
  step('organisations', 'o-1', 'register', { name: 'Föreningen', sector: 'civil' }),
  step('organisations', 'o-1', 'rename', { name: 'Föreningen Framåt' }),
  step('organisations', 'o-2', 'register', { name: 'Bolaget', sector: 'civil' }),
  step('organisations', 'o-2', 'merge', { into: 'o-1' }),
  step('organisations', 'o-3', 'register', { name: 'Nämnden', sector: 'civil' }),
  step('organisations', 'o-3', 'close', { reason: 'Upphör' }),
];

const persons = [
  step('persons', 'p-1', 'register', { name: 'Anna Ek', gender: 'woman' }),
  step('persons', 'p-1', 'rename', { name: 'Anna Ekman' }),
  step('persons', 'p-1', 'change-contact', { email: 'anna@example.org' }),
  step('persons', 'p-1', 'change-organisation', { organisation: 'o-1' }),
  step('persons', 'p-2', 'register', { name: 'Bo Ek', gender: 'man' }),
  step('persons', 'p-2', 'close'),
];

const appointment = { seat: 's-1', person: 'p-1', appointment: 'a-1', as: 'ordinary', from: '2008-01-01', until: '2099-12-31' };
const groups = [
  step('groups', 'g-1', 'form', { kind: 'support', name: 'Stödgruppen', mandate: 'Att stödja' }),
  step('groups', 'g-1', 'rename', { name: 'Stödgruppen för alla' }),
  step('groups', 'g-1', 'give-mandate', { mandate: 'Att stödja alla' }),
  step('groups', 'g-1', 'link-to-measure', { measure: '1.2' }),
  step('groups', 'g-1', 'link-to-group', { relation: 'supports', to: GROUP }),
  step('groups', 'g-1', 'establish-seat', { seat: 's-1', nominatedBy: [] }),
  step('groups', 'g-1', 'appoint', { ...appointment, basis: { document: 'Förteckning' } }),
  step('groups', 'g-1', 'choose-office', { office: 'chair', person: 'p-1' }),
  step('groups', 'g-1', 'leave-office', { office: 'chair' }),
  step('groups', 'g-1', 'resign', { appointment: 'a-1', on: '2020-01-01' }),
  step('groups', 'g-1', 'dissolve', { reason: 'Fullgjort' }),
];

/** @param member who attends, and moves a proposal; @param present whoever else is there, so that the meeting may decide */
const meetings = (member: string, present: readonly string[]): readonly StoryStep[] => [
  step('meetings', 'm-1', 'schedule', { group: GROUP, ...occasion }),
  step('meetings', 'm-1', 'reschedule', { ...occasion, place: 'Sundsvall', reason: 'Lokalen' }),
  step('meetings', 'm-1', 'add-item', { item: 'i-1', title: 'Rådgivning' }),
  step('meetings', 'm-1', 'add-item', { item: 'i-2', title: 'Övrigt' }),
  step('meetings', 'm-1', 'move-item', { item: 'i-2', place: 1 }),
  step('meetings', 'm-1', 'close-doors', { item: 'i-2' }),
  step('meetings', 'm-1', 'open-doors', { item: 'i-2' }),
  step('meetings', 'm-1', 'convoke'),
  step('meetings', 'm-1', 'open'),
  step('meetings', 'm-1', 'note-attendance', { person: member, presence: 'room' }, [...OFFICERS, 'member']),
  ...present.map((person) => step('meetings', 'm-1', 'note-attendance', { person, presence: 'remote' }, ['secretary'])),
  step('meetings', 'm-1', 'take-up-item', { item: 'i-1' }),
  step('meetings', 'm-1', 'move-proposal', { item: 'i-1', proposal: 'y-1', by: member, wording: 'Bifall' }, [...OFFICERS, 'member']),
  step('meetings', 'm-1', 'move-proposal', { item: 'i-1', proposal: 'y-2', by: member, wording: 'Avslag' }, [...OFFICERS, 'member']),
  step('meetings', 'm-1', 'withdraw-proposal', { item: 'i-1', proposal: 'y-2' }, [...OFFICERS, 'member']),
  step('meetings', 'm-1', 'take-decision', { item: 'i-1', decision: 'd-1', outcome: 'approved', wording: 'Bifalls.', adopted: 'y-1' }),
  step('meetings', 'm-1', 'close-item', { item: 'i-1' }),
  step('meetings', 'm-1', 'take-up-item', { item: 'i-2' }),
  step('meetings', 'm-1', 'take-decision', { item: 'i-2', decision: 'd-2', outcome: 'noted', wording: 'Noteras.' }),
  step('meetings', 'm-1', 'adjourn', { reason: 'Lunch' }),
  step('meetings', 'm-1', 'resume'),
  step('meetings', 'm-1', 'close'),
  step('meetings', 'm-2', 'schedule', { group: OTHER, ...occasion }, ['secretariat']),
  step('meetings', 'm-2', 'cancel', { reason: 'Inga ärenden' }, ['secretariat']),
];

const decisions = (member: string, financed: string): readonly StoryStep[] => [
  step('decisions', 'd-1', 'assign-task', { task: 't-1', person: member, what: 'Ordna kvällstider', due: '2031-06-01' }),
  step('decisions', 'd-1', 'mark-task-done', { task: 't-1' }, [...OFFICERS, 'member']),
  step('decisions', 'd-1', 'respond', { organisation: financed, stand: 'commits' }),
  step('decisions', 'd-1', 'correct', { wording: 'Bifalles.', reason: 'Stavning' }),
  step('decisions', 'd-1', 'mark-executed'),
  step('decisions', 'd-1', 'supersede', { by: 'd-2' }),
];

const accounts = [
  step('accounts', 'k-1', 'invite', { email: 'k1@example.org' }),
  step('accounts', 'k-1', 'request-reset'),
  // The administrator has asked for it.
  step('accounts', 'k-1', 'confirm-reset', { request: 'r-1' }, ['secretariat']),
  step('accounts', 'k-1', 'stop-reset', { request: 'r-1' }),
  step('accounts', 'k-1', 'make-administrator'),
  step('accounts', 'k-1', 'dismiss-administrator'),
  step('accounts', 'k-2', 'end-sessions'),
  step('accounts', 'k-1', 'close', { reason: 'Slutat' }),
  step('accounts', 'k-1', 'reopen'),
];

const authorities = [
  step('authorities', 'p-1', 'give', { authority: 'b-1', role: 'auditor', from: '2008-01-01' }),
  step('authorities', 'p-1', 'withdraw', { authority: 'b-1', reason: 'Klart' }),
];

/** Every command of the contract, each where it changes something. */
export const everyCommand = (who: {
  readonly member: string;
  readonly present: readonly string[];
  readonly financed: string;
}): readonly StoryStep[] => [
  ...organisations,
  ...persons,
  ...groups,
  ...meetings(who.member, who.present),
  ...decisions(who.member, who.financed),
  ...accounts,
  ...authorities,
];
