import { describe, expect, it } from 'vitest';
import { useOccasion } from './useOccasion.js';

const form = { title: 'Möte', place: 'Härnösand', day: '2026-07-01', starts: '13:00', ends: '15:00' };

describe('the form of an occasion', () => {
  it('says instants by the clocks of Sweden', () => {
    expect(useOccasion(form).occasion.value).toEqual({
      title: 'Möte',
      place: 'Härnösand',
      startsAt: '2026-07-01T11:00:00.000Z',
      endsAt: '2026-07-01T13:00:00.000Z',
    });
  });

  it('says nothing while it is half filled in, or ends before it starts', () => {
    const { form: fields, occasion, backwards } = useOccasion({ ...form, day: '' });
    expect([occasion.value, backwards.value]).toEqual([undefined, false]);
    fields.day = '2026-07-01';
    fields.ends = '13:00';
    expect([occasion.value, backwards.value]).toEqual([undefined, true]);
  });

  it('takes over what is scheduled, and says the same again', () => {
    const scheduled = { title: 'Nytt', place: 'Sundsvall', startsAt: '2026-12-01T08:15:00.000Z', endsAt: '2026-12-01T10:45:00.000Z' };
    const { fill, occasion } = useOccasion(form);
    fill(scheduled);
    expect(occasion.value).toEqual(scheduled);
  });
});
