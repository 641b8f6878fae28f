import { toValue, type MaybeRefOrGetter } from 'vue';
import { mayGive } from './permissions.js';
import { useSession } from './session.store.js';

/** Asks, for the person signed in and one group, whether a command is worth offering. Reactive where it is called. */
export function useMay(group: MaybeRefOrGetter<string | undefined>) {
  const session = useSession();
  return (context: string, command: string): boolean =>
    mayGive(context, command, toValue(group), { role: session.identity?.role, groups: session.groups });
}
