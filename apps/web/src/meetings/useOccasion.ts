import { computed, reactive } from 'vue';
import { stockholmDay, stockholmInstant, stockholmTime } from '../platform/i18n/stockholm.js';

/** Where and when a meeting is, as a form holds it: by the clocks and calendars of Sweden. */
export interface OccasionForm {
  title: string;
  place: string;
  day: string;
  starts: string;
  ends: string;
}

/** A form for a meeting's occasion; `occasion` is what it says, once it says something that can be. */
export function useOccasion(initial: OccasionForm) {
  const form = reactive<OccasionForm>({ ...initial });
  const startsAt = computed(() => stockholmInstant(form.day, form.starts));
  const endsAt = computed(() => stockholmInstant(form.day, form.ends));
  return {
    form,
    /** Whether it would end before it starts. */
    backwards: computed(() => startsAt.value !== undefined && endsAt.value !== undefined && endsAt.value <= startsAt.value),
    occasion: computed(() => {
      if (startsAt.value === undefined || endsAt.value === undefined || endsAt.value <= startsAt.value) return undefined;
      return { title: form.title, place: form.place, startsAt: startsAt.value, endsAt: endsAt.value };
    }),
    /** Fills the form with the occasion of a meeting that is scheduled already. */
    fill(of: { readonly title: string; readonly place: string; readonly startsAt: string; readonly endsAt: string }): void {
      const { title, place } = of;
      Object.assign(form, {
        title,
        place,
        day: stockholmDay(of.startsAt),
        starts: stockholmTime(of.startsAt),
        ends: stockholmTime(of.endsAt),
      });
    },
  };
}
