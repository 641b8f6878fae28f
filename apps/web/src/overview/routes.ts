import type { RouteRecordRaw } from 'vue-router';

export const overviewRoutes: readonly RouteRecordRaw[] = [
  { path: '/', name: 'overview', component: () => import('./OverviewView.vue'), meta: { title: 'platform.nav.overview' } },
  { path: '/sok', name: 'search', component: () => import('./SearchView.vue'), meta: { title: 'platform.nav.search' } },
];
