import type { RouteRecordRaw } from 'vue-router';

export const decisionsRoutes: readonly RouteRecordRaw[] = [
  { path: '/beslut', name: 'decisions', component: () => import('./DecisionsView.vue'), meta: { title: 'platform.nav.decisions' } },
  {
    path: '/beslut/:id',
    name: 'decision',
    component: () => import('./DecisionView.vue'),
    props: true,
    meta: { title: 'decisions.decision' },
  },
];
