import { request, type Answer } from '../platform/http.js';
import { ownRefusal } from '../platform/live/outbox.js';

interface Start {
  /** Where to come back to. */
  readonly to: string;
  /** An invitation or a reset that is used by signing in there. */
  readonly token?: string;
  /** Whether to make it a way in for the account that is signed in. */
  readonly link?: boolean;
}

/** Goes to the provider's own page. Answers only when that did not succeed; otherwise the page is left. */
export async function goToProvider({ to, token, link = false }: Start): Promise<Answer<{ readonly url: string }>> {
  const got = await request<{ readonly url: string }>('POST', '/api/session/openid', {
    to,
    link,
    ...(token === undefined ? {} : { token }),
  });
  if ('refused' in got) return got;
  const { protocol } = new URL(got.done.url, location.origin);
  if (protocol !== 'https:' && protocol !== 'http:') return { refused: ownRefusal('client/unexpected-answer', 502) };
  location.assign(got.done.url);
  return got;
}
