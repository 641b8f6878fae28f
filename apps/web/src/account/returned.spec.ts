import { describe, expect, it } from 'vitest';
import { returnedWith } from './returned.js';

describe('what the way back from another service says', () => {
  it('is a code with its reason, or how long to wait', () => {
    expect(returnedWith({ fel: 'session/openid-refused', orsak: 'taken' })).toMatchObject({
      code: 'session/openid-refused',
      facts: { reason: 'taken' },
    });
    expect(returnedWith({ fel: 'session/blocked', sekunder: '900' })).toMatchObject({ code: 'session/blocked', facts: { seconds: 900 } });
  });

  it.each([{}, { fel: 'Ring 070-1234567' }, { fel: ['session/refused', 'x'] }, { fel: null }, { fel: 'account/closed' }])(
    'is nothing else: %j',
    (query) => {
      expect(returnedWith(query)).toBeUndefined();
    },
  );

  it('has no text that somebody made up for a reason', () => {
    expect(returnedWith({ fel: 'session/openid-refused', orsak: 'Ring 070', sekunder: '1e9' })?.facts).toEqual({});
  });
});
