import { shallowRef, watch, type ShallowRef } from 'vue';
import { useRouter, type RouteLocationNormalized, type RouteLocationRaw, type Router } from 'vue-router';

const followed = new WeakMap<Router, ShallowRef<RouteLocationNormalized | undefined>>();

/**
 * Where a router is on the way to: set from when a link is followed until its page is there, which may take a while when the page has to be
 * fetched first; `undefined` when it stands still.
 */
export function underWay(router: Router): Readonly<ShallowRef<RouteLocationNormalized | undefined>> {
  const known = followed.get(router);
  if (known) return known;
  const place = shallowRef<RouteLocationNormalized>();
  const arrived = (to: RouteLocationNormalized): void => {
    // What was given up for another place ends later than that began.
    if (place.value === to) place.value = undefined;
  };
  router.beforeEach((to) => {
    place.value = to;
  });
  router.afterEach(arrived);
  router.onError((_error, to) => arrived(to));
  followed.set(router, place);
  return place;
}

/**
 * The page that is shown when this is called, for what is written to the address later than the reader asked for it: after an answer, after a
 * pause. Whoever has left the page meanwhile, or is on the way to another, is not brought back or elsewhere by it.
 */
export function useOwnPage() {
  const router = useRouter();
  const place = underWay(router);
  const isOn = (path: string): boolean => router.currentRoute.value.path === path;
  const isLeavingFor = (path: string): boolean => place.value !== undefined && place.value.path !== path;

  return {
    /** Remembers the page that is shown now; the function moves on from it, unless the reader has done so themselves. */
    fromHere(): (to: RouteLocationRaw, how?: 'push' | 'replace') => Promise<void> {
      const path = router.currentRoute.value.path;
      return async (to, how = 'push') => {
        if (isOn(path) && !isLeavingFor(path)) await router[how](to);
      };
    },
    /** Calls `then` as soon as it is known that the reader stays on the page: at once when nothing is under way, never when they leave. */
    ifStaying(then: () => void): void {
      const path = router.currentRoute.value.path;
      if (!isLeavingFor(path)) {
        then();
        return;
      }
      const stop = watch(
        place,
        (to) => {
          if (to !== undefined) return;
          stop();
          if (isOn(path)) then();
        },
        { flush: 'sync' },
      );
    },
  };
}
