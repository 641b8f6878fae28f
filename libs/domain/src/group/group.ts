import {
  TEXT_LIMIT,
  checkChoice,
  checkCode,
  checkId,
  checkInstant,
  checkLength,
  checkName,
  checkText,
  checkTitle,
  checkWhole,
  sameSet,
} from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import { Refused } from '../shared/refused.js';
import type { Asked, GroupCommand } from './group.commands.js';
import { GROUP_KINDS, GROUP_RELATIONS, type GroupEvent, type GroupRules } from './group.events.js';
import {
  appoint,
  beginOffice,
  beginTerm,
  withdrawOffice,
  chooseOffice,
  declareVacancy,
  endTerm,
  leaveOffice,
  mustBeActive,
  resign,
} from './group.members.js';
import { evolve, initial, type GroupState } from './group.state.js';

const OWNER_LIMIT = 50;
const SEAT_LIMIT = 1_000;
const LINK_LIMIT = 500;
const LONGEST_TERM = 120;

const checkRules = ({ quorumPercent, termMonths }: GroupRules): void => {
  checkWhole('quorumPercent', quorumPercent, 0, 100);
  checkWhole('termMonths', termMonths, 1, LONGEST_TERM);
};

const checkNames = ({ name, nameEn }: { readonly name: string; readonly nameEn?: string }): void => {
  checkName('name', name);
  if (nameEn !== undefined) checkName('nameEn', nameEn);
};

const checkMandate = ({ mandate, mandateEn }: { readonly mandate: string; readonly mandateEn?: string }): void => {
  checkText('mandate', mandate, TEXT_LIMIT);
  if (mandateEn !== undefined) checkText('mandateEn', mandateEn, TEXT_LIMIT);
};

const form = (command: Asked<'Form'>, state: GroupState): GroupEvent[] => {
  const { group, kind, name, nameEn, mandate, mandateEn, rules, area, municipality, at } = command;
  if (state.status !== 'none') {
    if (state.status === 'active' && state.group === group && state.kind === kind && state.name === name && state.mandate === mandate)
      return [];
    throw new Refused('group/already-formed', {});
  }
  checkId('group', group);
  checkChoice('kind', kind, GROUP_KINDS);
  checkNames(command);
  checkMandate(command);
  checkRules(rules);
  if (area !== undefined) checkCode('area', area);
  if (municipality !== undefined) checkTitle('municipality', municipality);
  return [
    {
      type: 'GroupFormed',
      group,
      kind,
      name,
      ...(nameEn === undefined ? {} : { nameEn }),
      mandate,
      ...(mandateEn === undefined ? {} : { mandateEn }),
      rules,
      ...(area === undefined ? {} : { area }),
      ...(municipality === undefined ? {} : { municipality }),
      at,
    },
  ];
};

const rename = (command: Asked<'Rename'>, state: GroupState): GroupEvent[] => {
  const { group, ...before } = mustBeActive(state);
  const { name, nameEn, at } = command;
  if (before.name === name && before.nameEn === nameEn) return [];
  checkNames(command);
  return [{ type: 'GroupRenamed', group, name, ...(nameEn === undefined ? {} : { nameEn }), at }];
};

const giveMandate = (command: Asked<'GiveMandate'>, state: GroupState): GroupEvent[] => {
  const { group, ...before } = mustBeActive(state);
  const { mandate, mandateEn, at } = command;
  if (before.mandate === mandate && before.mandateEn === mandateEn) return [];
  checkMandate(command);
  return [{ type: 'MandateGiven', group, mandate, ...(mandateEn === undefined ? {} : { mandateEn }), at }];
};

const setRules = ({ rules, at }: Asked<'SetRules'>, state: GroupState): GroupEvent[] => {
  const { group, rules: before } = mustBeActive(state);
  if (before.quorumPercent === rules.quorumPercent && before.termMonths === rules.termMonths) return [];
  checkRules(rules);
  return [{ type: 'GroupRulesSet', group, rules, at }];
};

const linkToMeasure = ({ measure }: Asked<'LinkToMeasure'>, state: GroupState): GroupEvent[] => {
  const { group, measures } = mustBeActive(state);
  if (measures.includes(measure)) return [];
  checkCode('measure', measure);
  checkLength('measures', [...measures, measure], LINK_LIMIT);
  return [{ type: 'GroupLinkedToMeasure', group, measure }];
};

const linkToGroup = ({ relation, to }: Asked<'LinkToGroup'>, state: GroupState): GroupEvent[] => {
  const { group, relations } = mustBeActive(state);
  if (relations.some((one) => one.relation === relation && one.to === to)) return [];
  checkChoice('relation', relation, GROUP_RELATIONS);
  checkId('to', to);
  if (to === group) throw new Refused('group/linked-to-itself', {});
  checkLength('relations', [...relations, to], LINK_LIMIT);
  return [{ type: 'GroupLinkedToGroup', group, relation, to }];
};

const establishSeat = ({ seat, nominatedBy, at }: Asked<'EstablishSeat'>, state: GroupState): GroupEvent[] => {
  const { group, seats } = mustBeActive(state);
  const existing = seats.find((one) => one.seat === seat);
  if (existing !== undefined) {
    if (sameSet(existing.nominatedBy, nominatedBy)) return [];
    throw new Refused('group/seat-exists', { seat });
  }
  checkId('seat', seat);
  checkLength('nominatedBy', nominatedBy, OWNER_LIMIT);
  for (const organisation of nominatedBy) checkId('nominatedBy', organisation);
  checkLength('seats', [...seats, seat], SEAT_LIMIT);
  return [{ type: 'SeatEstablished', group, seat, nominatedBy: [...new Set(nominatedBy)], at }];
};

/** Terms and offices lapse with the group; they are not ended one by one. */
const dissolve = ({ reason, at }: Asked<'Dissolve'>, state: GroupState): GroupEvent[] => {
  if (state.status === 'dissolved') return [];
  const { group } = mustBeActive(state);
  checkText('reason', reason, TEXT_LIMIT);
  return [{ type: 'GroupDissolved', group, reason, at }];
};

/** What follows from a command to a group: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: GroupCommand, state: GroupState): GroupEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'Form':
      return form(command, state);
    case 'Rename':
      return rename(command, state);
    case 'GiveMandate':
      return giveMandate(command, state);
    case 'SetRules':
      return setRules(command, state);
    case 'LinkToMeasure':
      return linkToMeasure(command, state);
    case 'LinkToGroup':
      return linkToGroup(command, state);
    case 'EstablishSeat':
      return establishSeat(command, state);
    case 'Appoint':
      return appoint(command, state);
    case 'Resign':
      return resign(command, state);
    case 'BeginTerm':
      return beginTerm(command, state);
    case 'EndTerm':
      return endTerm(command, state);
    case 'DeclareVacancy':
      return declareVacancy(command, state);
    case 'ChooseOffice':
      return chooseOffice(command, state);
    case 'BeginOffice':
      return beginOffice(command, state);
    case 'WithdrawOffice':
      return withdrawOffice(command, state);
    case 'LeaveOffice':
      return leaveOffice(command, state);
    case 'Dissolve':
      return dissolve(command, state);
  }
};

export const groupDecider: Decider<GroupState, GroupCommand, GroupEvent> = { initial, evolve, decide };
