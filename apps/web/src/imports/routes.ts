import type { RouteRecordRaw } from 'vue-router';

export const importsRoutes: readonly RouteRecordRaw[] = [
  { path: '/inlasning', name: 'imports', component: () => import('./ImportsView.vue'), meta: { title: 'platform.nav.imports' } },
];
