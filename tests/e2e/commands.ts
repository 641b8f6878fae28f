import type { CommandInput, CommandOf, Context } from '@samverkan/contract';
import { decisionOn, GROUP, NOW, PAST, taskOn } from './sitting.js';

type Bodies = { readonly [C in Context]: { readonly [N in CommandOf<C>]: CommandInput<C, N> } };

export interface Subjects {
  readonly person: string;
  readonly organisation: string;
}

/** Within the terms of those who are members today. */
const soon = (): { readonly startsAt: string; readonly endsAt: string } => {
  const [startsAt = '', endsAt = ''] = [24, 25].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  return { startsAt, endsAt };
};

/** A body that can be read for each command there is; one that is missing does not compile. */
export function bodiesFor({ person, organisation }: Subjects): Bodies {
  const reason = 'Ett skäl.';
  const occasion = { title: 'Möte', place: 'Ånge', ...soon() };
  const decision = decisionOn(PAST.open);
  return {
    organisations: {
      register: { name: 'Aktören', sector: 'civil' },
      rename: { name: 'Aktören' },
      merge: { into: 'lansstyrelsen' },
      close: { reason },
    },
    persons: {
      register: { name: 'Någon', gender: 'unstated' },
      rename: { name: 'Någon' },
      'change-contact': { email: 'nagon@exempel.invalid' },
      'change-organisation': { organisation },
      close: {},
    },
    groups: {
      form: { kind: 'working', name: 'Gruppen', mandate: 'Uppdraget' },
      rename: { name: 'Gruppen' },
      'give-mandate': { mandate: 'Uppdraget' },
      'link-to-measure': { measure: '1.1' },
      'link-to-group': { relation: 'supports', to: 'styrgruppen' },
      'establish-seat': { nominatedBy: [] },
      appoint: { seat: 'plats-1', person, as: 'ordinary', from: '2030-01-01', until: '2030-12-31', basis: { document: 'Beslut' } },
      resign: { appointment: 'finns-inte', on: '2026-01-01' },
      'choose-office': { office: 'chair', person },
      'leave-office': { office: 'chair' },
      dissolve: { reason },
    },
    meetings: {
      schedule: { group: GROUP, ...occasion },
      reschedule: { ...occasion, reason },
      convoke: { message: 'Välkommen.' },
      cancel: { reason },
      open: {},
      adjourn: { reason },
      resume: {},
      close: {},
      'add-item': { title: 'Ett ärende' },
      'move-item': { item: NOW.current, place: 1 },
      'take-up-item': { item: NOW.current },
      'close-item': { item: NOW.current },
      'note-attendance': { person, presence: 'room' },
      'move-proposal': { item: NOW.current, wording: 'Ett yrkande.' },
      'withdraw-proposal': { item: NOW.current, proposal: 'finns-inte' },
      'take-decision': { item: NOW.current, outcome: 'noted', wording: 'Ett beslut.' },
      'close-doors': { item: NOW.current },
      'open-doors': { item: NOW.closed },
    },
    decisions: {
      'assign-task': { person, what: 'En uppgift.', due: '2099-12-31' },
      'mark-task-done': { task: taskOn(PAST.open) },
      correct: { wording: 'En annan lydelse.', reason },
      supersede: { by: decision },
      'mark-executed': { note: '' },
      respond: { organisation, stand: 'commits' },
    },
    accounts: {
      invite: { email: 'nagon@exempel.invalid' },
      'request-reset': {},
      'confirm-reset': { request: 'finns-inte' },
      'stop-reset': { request: 'finns-inte' },
      'end-sessions': {},
      'make-administrator': {},
      'dismiss-administrator': {},
      close: { reason },
      reopen: {},
    },
    authorities: {
      give: { role: 'auditor', from: '2030-01-01' },
      withdraw: { authority: 'finns-inte', reason },
    },
  };
}
