import type { Acting } from '../permissions.js';

/** The main menu: route names, each with the text `platform.nav.NAME`, and the paths for which it is marked. */
export const NAVIGATION = [
  { name: 'overview', icon: 'i-lucide-compass', under: undefined },
  { name: 'programme', icon: 'i-lucide-milestone', under: '/program' },
  { name: 'groups', icon: 'i-lucide-network', under: '/grupper' },
  { name: 'meetings', icon: 'i-lucide-calendar-days', under: '/moten' },
  { name: 'decisions', icon: 'i-lucide-scroll-text', under: '/beslut' },
  { name: 'activity', icon: 'i-lucide-activity', under: '/aktivitet' },
  { name: 'my', icon: 'i-lucide-user-round', under: '/min-sida' },
] as const;

/** Whether a menu entry stands for the page at `path`. */
export function isUnder(path: string, under: string | undefined): boolean {
  return under === undefined ? path === '/' : path === under || path.startsWith(`${under}/`);
}

const ADMINISTRATION = [
  { name: 'accounts', icon: 'i-lucide-users-round' },
  { name: 'authorities', icon: 'i-lucide-shield-check' },
] as const;

/** The pages of administration that somebody finds something on: accounts are shown to nobody without a role towards the whole partnership. */
export function administrationFor({ signedIn, roles }: Acting) {
  return signedIn ? ADMINISTRATION.filter(({ name }) => name !== 'accounts' || roles.length > 0) : [];
}
