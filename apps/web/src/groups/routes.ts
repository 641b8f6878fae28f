import type { RouteRecordRaw } from 'vue-router';

export const groupsRoutes: readonly RouteRecordRaw[] = [
  { path: '/grupper', name: 'groups', component: () => import('./GroupsView.vue'), meta: { title: 'platform.nav.groups' } },
  { path: '/grupper/:id', name: 'group', component: () => import('./GroupView.vue'), props: true, meta: { title: 'groups.group' } },
];
