import type { RouteRecordRaw } from 'vue-router';

export const organisationsRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/aktorer',
    name: 'organisations',
    component: () => import('./OrganisationsView.vue'),
    meta: { title: 'platform.nav.organisations' },
  },
  {
    path: '/aktorer/:id',
    name: 'organisation',
    component: () => import('./OrganisationView.vue'),
    props: true,
    meta: { title: 'organisations.organisation' },
  },
];
