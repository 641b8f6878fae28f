import { isIP } from 'node:net';
import { z } from 'zod';

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
const isWeb = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:';
const isHere = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** Scheme, host and port, as a browser has them in front of a path. */
export const Origin = z
  .string()
  .refine(
    (text) => {
      const url = urlOf(text);
      return url !== undefined && isWeb(url) && [url.origin, `${url.origin}/`].includes(text.toLowerCase());
    },
    { error: 'must be an address such as https://samverkan.example.org, without a path' },
  )
  .transform((text) => new URL(text).origin);

/** Where an identity provider is: over TLS, but for one on this machine. */
export const Issuer = z.string().refine(
  (text) => {
    const url = urlOf(text);
    return url !== undefined && isWeb(url) && (url.protocol === 'https:' || isHere(url)) && url.search === '' && url.hash === '';
  },
  { error: 'must be an address that begins with https://' },
);

/** A network address, or a network: `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`. */
export const Address = z.string().refine(
  (text) => {
    const [address = '', bits, ...rest] = text.split('/');
    const family = isIP(address);
    return (
      family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
    );
  },
  { error: 'must be addresses or networks such as 10.0.0.1 or 10.0.0.0/8, separated by commas' },
);
