import type { RouteRecordRaw } from 'vue-router';

export const peopleRoutes: readonly RouteRecordRaw[] = [
  { path: '/personer', name: 'persons', component: () => import('./PersonsView.vue'), meta: { title: 'platform.nav.persons' } },
  { path: '/personer/:id', name: 'person', component: () => import('./PersonView.vue'), props: true, meta: { title: 'people.person' } },
  { path: '/min-sida', name: 'my', component: () => import('./MyView.vue'), meta: { title: 'platform.nav.my' } },
];
