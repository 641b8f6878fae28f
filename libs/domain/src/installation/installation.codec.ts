import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { instant, text } from '../shared/stored.codec.js';
import type { InstallationEvent } from './installation.events.js';

export const installationCodec = codecOf<InstallationEvent>('installation', {
  KeysBound: z.strictObject({ proof: text, at: instant }),
  KeysReplaced: z.strictObject({ proof: text, at: instant }),
  AccountsReplaced: z.strictObject({ at: instant }),
});
