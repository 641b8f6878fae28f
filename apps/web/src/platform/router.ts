import { nextTick } from 'vue';
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import { accountRoutes } from '../account/routes.js';
import { accountsRoutes } from '../accounts/routes.js';
import { activityRoutes } from '../activity/routes.js';
import { authoritiesRoutes } from '../authorities/routes.js';
import { decisionsRoutes } from '../decisions/routes.js';
import { groupsRoutes } from '../groups/routes.js';
import { importsRoutes } from '../imports/routes.js';
import { meetingsRoutes } from '../meetings/routes.js';
import { organisationsRoutes } from '../organisations/routes.js';
import { overviewRoutes } from '../overview/routes.js';
import { peopleRoutes } from '../people/routes.js';
import { programmeRoutes } from '../programme/routes.js';
import { setPageTitle } from './pageTitle.js';
import { underWay } from './underWay.js';

const routes: readonly RouteRecordRaw[] = [
  ...overviewRoutes,
  ...programmeRoutes,
  ...groupsRoutes,
  ...meetingsRoutes,
  ...decisionsRoutes,
  ...activityRoutes,
  ...organisationsRoutes,
  ...peopleRoutes,
  ...importsRoutes,
  ...accountRoutes,
  ...accountsRoutes,
  ...authoritiesRoutes,
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('./shell/NotFoundView.vue'),
    meta: { title: 'platform.notFound.title' },
  },
];

/** After a change of page the reading place is the new page's heading, as after loading a page. */
async function moveFocus(): Promise<void> {
  await nextTick();
  const place = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  if (place && !place.hasAttribute('tabindex')) place.tabIndex = -1;
  place?.focus({ preventScroll: true });
}

const RENEWED = 'samverkan.renewed';

/** A page that stood open while the program was renewed asks for files that are gone: it is loaded anew, once, which brings the new ones. */
function loadAnew(path: string, load: (path: string) => void): void {
  if (sessionStorage.getItem(RENEWED) === path) return;
  sessionStorage.setItem(RENEWED, path);
  load(path);
}

/** @param load how a page is loaded anew */
export function createAppRouter(load = (path: string): void => location.assign(path)): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [...routes],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });
  // Of the places given up meanwhile none is loaded: the reader is on the way elsewhere.
  router.onError((_error, to) => place.value === to && loadAnew(to.fullPath, load));
  const place = underWay(router);
  router.afterEach((to, from, failure) => {
    if (failure) return;
    sessionStorage.removeItem(RENEWED);
    setPageTitle({ key: to.meta.title });
    // Not on the first page, where the browser itself sets the reading place, and not for another filter of the same page.
    if (from.matched.length > 0 && to.path !== from.path) void moveFocus();
  });
  return router;
}
