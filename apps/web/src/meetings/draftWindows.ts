import { countDrafts, dropDrafts } from './useDraft.js';

/** What the windows of one browser tell each other. Each keeps its own drafts, and a copied window has those of the first as well. */
type Word = { readonly has: string } | { readonly hasSome: string } | { readonly drop: string };
const CHANNEL = 'samverkan.drafts';
/** An open window answers within moments; one that the browser has put to sleep does not, and is not waited for. */
const ANSWER_MS = 150;

/** Answers the other windows of this browser, and drops drafts when one of them says so. @returns stops it */
export function answerOnDrafts(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if ('drop' in data) dropDrafts(data.drop);
    if ('has' in data && countDrafts(data.has) > 0) channel.postMessage({ hasSome: data.has } satisfies Word);
  };
  return () => channel.close();
}

/** Whether an account has drafts in this window or in another one of this browser. */
export async function hasDrafts(account: string): Promise<boolean> {
  if (countDrafts(account) > 0) return true;
  const channel = new BroadcastChannel(CHANNEL);
  const answered = new Promise<boolean>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if ('hasSome' in data && data.hasSome === account) resolve(true);
    };
    setTimeout(() => resolve(false), ANSWER_MS);
  });
  channel.postMessage({ has: account } satisfies Word);
  const some = await answered;
  channel.close();
  return some;
}

/** Takes away what an account was writing, in all windows of this browser. */
export function dropDraftsEverywhere(account: string): void {
  dropDrafts(account);
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ drop: account } satisfies Word);
  channel.close();
}
