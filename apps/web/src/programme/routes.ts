import type { RouteRecordRaw } from 'vue-router';

export const programmeRoutes: readonly RouteRecordRaw[] = [
  { path: '/program', name: 'programme', component: () => import('./ProgrammeView.vue'), meta: { title: 'platform.nav.programme' } },
  {
    path: '/program/:code',
    name: 'measure',
    component: () => import('./MeasureView.vue'),
    props: true,
    meta: { title: 'programme.measure' },
  },
];
