import type { RouteRecordRaw } from 'vue-router';

export const meetingsRoutes: readonly RouteRecordRaw[] = [
  { path: '/moten', name: 'meetings', component: () => import('./MeetingsView.vue'), meta: { title: 'platform.nav.meetings' } },
  { path: '/moten/:id', name: 'meeting', component: () => import('./MeetingView.vue'), props: true, meta: { title: 'meetings.meeting' } },
];
