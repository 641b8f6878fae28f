import type { RouteRecordRaw } from 'vue-router';

export const authoritiesRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/behorigheter',
    name: 'authorities',
    component: () => import('./AuthoritiesView.vue'),
    meta: { title: 'platform.nav.authorities' },
  },
];
