import type { ResetNews, SessionAnswer } from '@samverkan/contract';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { createPinia } from 'pinia';
import { i18n } from '../platform/i18n/i18n.js';
import { useLive } from '../platform/live/live.store.js';
import { liveTransport } from '../platform/live/transport.js';
import { settled, shownAt, type Shown } from '../platform/mountView.suite.js';
import ResetNotice from './ResetNotice.vue';

const reset: ResetNews = {
  request: 'r1',
  asked: { by: 'k3', at: '2026-11-23T09:00:00.000Z' },
  until: '2999-11-30T09:00:00.000Z',
  untold: '2026-11-23T09:00:00.000Z',
};

const noticeOf = (news: ResetNews, server: Shown['server']) => {
  const notice = mount(ResetNotice, {
    props: { reset: news },
    global: { plugins: [createPinia(), i18n], provide: { [liveTransport]: server.transport } },
  });
  useLive().start();
  return notice;
};

describe('the holder of an account', () => {
  it('is told on every page of a reset that they have not said they know of, and stops it or says so', async () => {
    const asked: string[] = [];
    const who: Partial<SessionAnswer> = { identity: { account: 'k1', person: 'p1' }, reset };
    const { server } = await shownAt(
      '/finns-inte',
      () => undefined,
      who,
      (request, body) => {
        asked.push(`${request} ${JSON.stringify(body)}`);
        return request.startsWith('POST') ? {} : undefined;
      },
    );
    const notice = noticeOf(reset, server);
    await settled();
    expect(notice.attributes('role')).toBe('alert');
    expect(notice.text()).toMatch(
      /En administratör bad om en länk för återställning 23 nov\. 2026 10:00\..*inte förrän någon mer har bekräftat/su,
    );
    const press = async (text: string) => {
      await notice
        .findAll('button')
        .find((button) => button.text() === text)
        ?.trigger('click');
      await settled();
    };
    await press('Jag vet om det');
    await press('Stoppa');
    const sent = asked.filter((one) => one.startsWith('POST /api/session/mine/reset'));
    expect(sent).toEqual([
      'POST /api/session/mine/reset {"answer":"known","told":"2026-11-23T09:00:00.000Z","request":"r1"}',
      'POST /api/session/mine/reset {"answer":"stop","request":"r1"}',
    ]);
  });

  it('stops nothing that is over', async () => {
    const { server } = await shownAt('/finns-inte', () => undefined);
    const over = { ...reset, ended: { as: 'used', at: '2026-11-23T10:00:00.000Z' } } as const;
    const notice = noticeOf(over, server);
    expect(notice.text()).toContain('Länken användes 23 nov. 2026 11:00.');
    expect(notice.findAll('button').map((button) => button.text())).toEqual(['Jag vet om det']);
  });
});
