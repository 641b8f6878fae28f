import type { Role } from '@samverkan/contract';
import type { Locator, Page } from 'playwright-core';
import { PARTICIPANTS, type Who } from './participants.js';
import { decisionOn, GROUP, NOW, PAST, SECRET, TEXTS } from './sitting.js';

// The tables of roles and of visibility, sentence by sentence: where it is to be seen in the browser, and by whom.

const SIGNED_IN = PARTICIPANTS.filter((who) => who !== 'stranger');
const IN_GROUP: readonly Who[] = ['member', 'substitute', 'chair', 'secretary'];
export const INSIDE: readonly Who[] = [...IN_GROUP, 'secretariat', 'auditor'];
const LEADING: readonly Who[] = ['chair', 'secretary', 'secretariat'];

/** Where something is to be seen, and by whom. `GROUP2` in a path is a group in which none of them stands. */
export interface Row {
  readonly sentence: string;
  readonly at: string;
  readonly what: (page: Page) => Locator;
  readonly who: readonly Who[];
}
export const main = (page: Page): Locator => page.getByRole('main');
const text = (words: string | RegExp) => (page: Page) => main(page).getByText(words);
const heading = (name: string | RegExp) => (page: Page) => main(page).getByRole('heading', { name });
const link = (name: string | RegExp) => (page: Page) => main(page).getByRole('link', { name });
export const button = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true });
const footer = (name: string) => (page: Page) => page.getByRole('contentinfo').getByRole('link', { name, exact: true });
const controls = (name: string) => (page: Page) => main(page).getByRole('group', { name, exact: true });

export const SEEN: readonly Row[] = [
  { sentence: 'programme: everybody', at: '/program', what: text(/Nyföretagande, entreprenörskap/u), who: PARTICIPANTS },
  { sentence: 'groups: everybody', at: '/grupper', what: link(/RTP-grupp 1\.2/u), who: PARTICIPANTS },
  { sentence: 'compositions: everybody', at: `/grupper/${GROUP}`, what: heading('Sammansättning'), who: PARTICIPANTS },
  {
    sentence: 'published decisions: everybody',
    at: `/beslut/${decisionOn(PAST.open)}`,
    what: text(TEXTS.publishedWording),
    who: PARTICIPANTS,
  },
  {
    sentence: 'meeting while it runs (open doors): those signed in',
    at: `/moten/${NOW.meeting}`,
    what: heading(TEXTS.current),
    who: SIGNED_IN,
  },
  {
    sentence: 'a decision of the meeting while it runs: those signed in',
    at: `/beslut/${decisionOn(NOW.open)}`,
    what: text(TEXTS.openWording),
    who: SIGNED_IN,
  },
  {
    sentence: "item behind closed doors: the group's members, secretariat, auditor",
    at: `/moten/${NOW.meeting}`,
    what: heading(TEXTS.closed),
    who: INSIDE,
  },
  {
    sentence: "item behind closed doors, its decision: the group's members, secretariat, auditor",
    at: `/beslut/${decisionOn(NOW.closed)}`,
    what: text(TEXTS.closedWording),
    who: INSIDE,
  },
  {
    sentence: "item behind closed doors, after the meeting: the group's members, secretariat, auditor",
    at: `/moten/${PAST.meeting}`,
    what: heading(new RegExp(SECRET, 'u')),
    who: INSIDE,
  },
  {
    sentence: "item behind closed doors, in the register: the group's members, secretariat, auditor",
    at: `/beslut?group=${GROUP}&q=leverant%C3%B6r`,
    what: link(new RegExp(SECRET, 'u')),
    who: INSIDE,
  },
  {
    sentence: "item behind closed doors, in the group's decisions: the group's members, secretariat, auditor",
    at: `/grupper/${GROUP}`,
    what: link(new RegExp(SECRET, 'u')),
    who: INSIDE,
  },
  {
    sentence: "item behind closed doors, when searched for: the group's members, secretariat, auditor",
    at: '/sok?q=leverant%C3%B6r',
    what: link(new RegExp(SECRET, 'u')),
    who: INSIDE,
  },
  { sentence: 'item behind closed doors, in the latest of the whole: nobody', at: '/', what: text(new RegExp(SECRET, 'u')), who: [] },
  {
    sentence: 'item behind closed doors, in what happens in the whole partnership: nobody',
    at: '/aktivitet',
    what: text(new RegExp(SECRET, 'u')),
    who: [],
  },
  {
    sentence: 'contact data: own group; secretariat; not auditor',
    at: `/grupper/${GROUP}`,
    what: link(/@exempel\.invalid$/u),
    who: [...IN_GROUP, 'secretariat'],
  },
  {
    sentence: 'contact data of others than the own group: secretariat',
    at: '/grupper/GROUP2',
    what: link(/@exempel\.invalid$/u),
    who: ['secretariat'],
  },
  {
    sentence: 'contact data on the page of a person: secretariat',
    at: '/personer/person-001',
    what: link(/@exempel\.invalid$/u),
    who: ['secretariat'],
  },
  {
    sentence: 'accounts: administrator; secretariat and auditor read them',
    at: '/konton',
    what: (page) => main(page).getByRole('table'),
    who: ['administrator', 'secretariat', 'auditor'],
  },
  { sentence: 'authorities: those signed in', at: '/behorigheter', what: heading('Revisorer'), who: SIGNED_IN },
];

export const OFFERED: readonly Row[] = [
  { sentence: 'administrator may: accounts', at: '/konton', what: button('Bjud in'), who: ['administrator'] },
  {
    sentence: 'the way to the accounts is for those who see them',
    at: '/konton',
    what: footer('Konton'),
    who: ['administrator', 'secretariat', 'auditor'],
  },
  { sentence: 'secretariat may: organisations', at: '/aktorer', what: button('Registrera aktör'), who: ['secretariat'] },
  {
    sentence: 'secretariat may: an organisation',
    at: '/aktorer/lansstyrelsen',
    what: controls('Ändra uppgifter om aktören'),
    who: ['secretariat'],
  },
  { sentence: 'secretariat may: people', at: '/personer', what: button('Registrera person'), who: ['secretariat'] },
  { sentence: 'secretariat may: import files', at: '/personer', what: footer('Läs in filer'), who: ['secretariat'] },
  {
    sentence: 'secretariat may: groups, who is appointed to them and who leads them',
    at: `/grupper/${GROUP}`,
    what: button('Ändra ledamöter'),
    who: ['secretariat'],
  },
  { sentence: 'secretariat may: give authorities', at: '/behorigheter', what: button('Ge behörighet'), who: ['secretariat'] },
  {
    sentence: "chair, secretary (of a group) may: run that group's meetings, from planning them",
    at: `/grupper/${GROUP}`,
    what: button('Planera möte'),
    who: LEADING,
  },
  {
    sentence: "chair, secretary (of a group) may: run that group's meetings",
    at: `/moten/${NOW.meeting}`,
    what: controls('Leda mötet'),
    who: LEADING,
  },
  {
    sentence: "chair, secretary (of a group) may: run that group's items",
    at: `/moten/${NOW.meeting}`,
    what: button('Avsluta ärendet'),
    who: LEADING,
  },
  {
    sentence: "chair, secretary (of a group) may: record that group's decisions",
    at: `/moten/${NOW.meeting}`,
    what: button('Registrera beslut'),
    who: LEADING,
  },
  {
    sentence: 'chair, secretary (of a group) may: follow up its decisions',
    at: `/beslut/${decisionOn(NOW.open)}`,
    what: controls('Hantera beslutet'),
    who: LEADING,
  },
  {
    sentence: 'chair, secretary (of a group) may: run no other group’s meetings',
    at: '/moten/m-GROUP2-coming',
    what: controls('Leda mötet'),
    who: ['secretariat'],
  },
  {
    sentence: 'chair, secretary (of a group) may: close and open the doors of its items',
    at: `/moten/${NOW.meeting}`,
    what: button(`Stäng dörrarna: ${TEXTS.current}`),
    who: LEADING,
  },
  {
    sentence: 'member, substitute may: attend',
    at: `/moten/${NOW.meeting}`,
    what: text('Din närvaro'),
    who: ['member', 'substitute'],
  },
  {
    sentence: 'member, serving substitute may: move proposals; a substitute who does not serve may not',
    at: `/moten/${NOW.meeting}`,
    what: button('Lägg yrkande'),
    who: ['member', ...LEADING],
  },
  {
    sentence: 'a task is marked as done by who is responsible for it, and by those who follow up',
    at: `/beslut/${decisionOn(NOW.open)}`,
    what: button('Markera som klar'),
    who: ['member', ...LEADING],
  },
  {
    sentence: 'financier (for an organisation) may: its own responses',
    at: `/beslut/${decisionOn(PAST.open)}`,
    what: button('Registrera eget beslut'),
    who: ['financier'],
  },
  {
    sentence: 'nominator (for an organisation) is told for which',
    at: '/mitt-konto',
    what: text('Nominerar för'),
    who: ['nominator'],
  },
  { sentence: 'financier (for an organisation) is told for which', at: '/mitt-konto', what: text('Finansiär för'), who: ['financier'] },
];

const LEAD = [
  'Planera, kalla till och leda möten',
  'Stänga och öppna dörrarna för ett ärende',
  'Anteckna beslut',
  'Lägga ut uppgifter, rätta och verkställa beslut',
];
const READ = ['Läsa det som behandlas bakom stängda dörrar', 'Se ledamöternas kontaktuppgifter'];
const TAKE_PART = ['Anteckna närvaro i möten', 'Lägga yrkanden', 'Anteckna att en uppgift är klar'];
const ARRANGE = [
  'Inrätta platser, förordna ledamöter och tillsätta uppdrag',
  'Ändra gruppens namn, uppdrag och kopplingar, och upplösa den',
];
/** What the group's page answers to "what may I do here?". */
export const MAY: Readonly<Record<Who, readonly string[]>> = {
  stranger: [],
  member: [...READ, ...TAKE_PART],
  substitute: [...READ, ...TAKE_PART],
  chair: [...READ, ...TAKE_PART, ...LEAD],
  secretary: [...READ, ...TAKE_PART, ...LEAD],
  nominator: [],
  financier: ['Lämna den egna aktörens beslut om gruppens beslut'],
  auditor: ['Läsa det som behandlas bakom stängda dörrar'],
  secretariat: [...READ, ...TAKE_PART, ...LEAD, ...ARRANGE],
  administrator: [],
};

/** What each of them is towards the group, and for their organisation. */
export const HELD: Readonly<Record<Who, readonly Role[]>> = {
  stranger: [],
  member: ['member'],
  substitute: ['substitute'],
  chair: ['chair', 'member'],
  secretary: ['secretary', 'member'],
  nominator: ['nominator'],
  financier: ['financier'],
  auditor: ['auditor'],
  secretariat: ['secretariat'],
  administrator: ['administrator'],
};
const FOLLOWING_UP = ['assign-task', 'mark-task-done', 'correct', 'supersede', 'mark-executed'].map((command) => `decisions/${command}`);
const TAKING_PART = ['meetings/note-attendance', 'meetings/move-proposal', 'meetings/withdraw-proposal', 'decisions/mark-task-done'];
/** The table of roles in commands: `CONTEXT/COMMAND`, or all of a context. */
export const POWERS: Readonly<Record<Role, readonly string[]>> = {
  administrator: ['accounts/*'],
  secretariat: [
    'organisations/*',
    'persons/*',
    'groups/*',
    'meetings/*',
    'authorities/*',
    'accounts/confirm-reset',
    'accounts/stop-reset',
    ...FOLLOWING_UP,
  ],
  chair: ['meetings/*', ...FOLLOWING_UP],
  secretary: ['meetings/*', ...FOLLOWING_UP],
  member: TAKING_PART,
  substitute: TAKING_PART,
  nominator: [],
  financier: ['decisions/respond'],
  auditor: [],
};
export const GROUP_ROLES: readonly Role[] = ['chair', 'secretary', 'member', 'substitute'];
