import type { RouteRecordRaw } from 'vue-router';

export const accountsRoutes: readonly RouteRecordRaw[] = [
  { path: '/konton', name: 'accounts', component: () => import('./AccountsView.vue'), meta: { title: 'platform.nav.accounts' } },
];
