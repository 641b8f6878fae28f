import type { Role } from '@samverkan/contract';
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from './i18n/useFormat.js';
import { mayGive, whyNot, type Acting, type Matter } from './permissions.js';
import { useSession } from './session.store.js';

/** A group by its id, or a matter in full; nothing: of the partnership as a whole. */
type Asked = MaybeRefOrGetter<string | Matter | undefined>;

const matterOf = (asked: Asked): Matter => {
  const value = toValue(asked);
  return typeof value === 'object' ? value : { group: value };
};

/** Who looks, with all that they may be today. */
export function useActing(): ComputedRef<Acting> {
  const session = useSession();
  return computed(() => ({
    signedIn: session.identity !== undefined,
    roles: session.roles,
    groups: session.groups,
    nominates: session.nominates,
    finances: session.finances,
  }));
}

/** Asks, for who looks and one group or matter, whether a command is worth offering. Reactive where it is called. */
export function useMay(asked?: Asked) {
  const acting = useActing();
  return (context: string, command: string): boolean => mayGive(context, command, matterOf(asked), acting.value);
}

/**
 * Says why a command is not offered, as a sentence, where a person would wonder; `undefined` when it is offered. `said` is the message key of a
 * sentence about `{who}` that fits the place better than "This is done by …".
 */
export function useWhyNot(asked?: Asked) {
  const acting = useActing();
  const { t } = useI18n();
  const { either } = useFormat();
  const who = (roles: readonly Role[]): string => either(roles.map((role) => t(`platform.why.role.${role}`)));
  return (context: string, command: string, said = 'platform.why.others'): string | undefined => {
    const why = whyNot(context, command, matterOf(asked), acting.value);
    if (why === undefined) return undefined;
    if (why.key === 'nobody') return t('platform.why.nobody');
    const sentence = t(said, { who: who(why.roles) });
    return why.key === 'signIn' ? `${sentence} ${t('platform.why.signIn')}` : sentence;
  };
}
