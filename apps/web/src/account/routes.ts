import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router';
import { ownPath } from './ownPath.js';

export const accountRoutes: readonly RouteRecordRaw[] = [
  { path: '/logga-in', name: 'sign-in', component: () => import('./SignInView.vue'), meta: { title: 'account.signIn.title' } },
  { path: '/glomt', name: 'forgotten', component: () => import('./ForgottenView.vue'), meta: { title: 'account.forgotten.title' } },
  // What proves the link stands in the fragment, which no browser sends to a server or names as referrer.
  {
    path: '/inbjudan',
    name: 'invitation',
    component: () => import('./LinkView.vue'),
    props: { expected: 'invitation' },
    meta: { title: 'account.link.invitation.title' },
  },
  {
    path: '/aterstall',
    name: 'reset',
    component: () => import('./LinkView.vue'),
    props: { expected: 'reset' },
    meta: { title: 'account.link.reset.title' },
  },
  { path: '/mitt-konto', name: 'my-account', component: () => import('./AccountView.vue'), meta: { title: 'account.mine.title' } },
];

/** Where to sign in, to come back to `path` afterwards. */
export function signInFrom(path: string): RouteLocationRaw {
  const till = ownPath(path);
  return { name: 'sign-in', query: till === '/' ? {} : { till } };
}
