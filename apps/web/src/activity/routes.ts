import type { RouteRecordRaw } from 'vue-router';

export const activityRoutes: readonly RouteRecordRaw[] = [
  { path: '/aktivitet', name: 'activity', component: () => import('./ActivityView.vue'), meta: { title: 'platform.nav.activity' } },
];
