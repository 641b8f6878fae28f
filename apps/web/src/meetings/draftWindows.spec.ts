import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerOnDrafts, dropDraftsEverywhere, hasDrafts } from './draftWindows.js';
import { draftKey } from './useDraft.js';

const OTHERS = new BroadcastChannel('samverkan.drafts');
/** Another window of this browser, in which an account has drafts. */
function otherWindow(account: string): readonly unknown[] {
  const heard: unknown[] = [];
  OTHERS.onmessage = ({ data }: MessageEvent<{ readonly has?: string }>) => {
    heard.push(data);
    if (data.has === account) OTHERS.postMessage({ hasSome: account });
  };
  return heard;
}
let stop: () => void;
const write = (account: string, wording: string) =>
  sessionStorage.setItem(draftKey(account, 'm1', 'i1', 'decision'), JSON.stringify({ wording }));

beforeEach(() => {
  stop = answerOnDrafts();
});
afterEach(() => {
  stop();
  OTHERS.onmessage = null;
  sessionStorage.clear();
});

describe('drafts in the windows of one browser', () => {
  it('are found in this one, and in another that answers', async () => {
    write('here', 'Bifall');
    otherWindow('there');
    expect([await hasDrafts('here'), await hasDrafts('there'), await hasDrafts('nowhere')]).toEqual([true, true, false]);
  });

  it('are answered for by this one', async () => {
    write('here', 'Bifall');
    const heard = otherWindow('there');
    OTHERS.postMessage({ has: 'nowhere' });
    OTHERS.postMessage({ has: 'here' });
    await vi.waitFor(() => expect(heard).toEqual([{ hasSome: 'here' }]));
  });

  it('are dropped in all of them', async () => {
    write('here', 'Bifall');
    write('another', 'Avslag');
    const heard = otherWindow('there');
    dropDraftsEverywhere('here');
    expect(Object.keys(sessionStorage)).toEqual([draftKey('another', 'm1', 'i1', 'decision')]);
    await vi.waitFor(() => expect(heard).toEqual([{ drop: 'here' }]));
    OTHERS.postMessage({ drop: 'another' });
    await vi.waitFor(() => expect(sessionStorage.length).toBe(0));
  });
});
