import type { Presence } from '@samverkan/contract';

export const PRESENCE_ICONS: Readonly<Record<Presence, string>> = {
  room: 'i-lucide-user-round-check',
  remote: 'i-lucide-monitor',
  left: 'i-lucide-log-out',
};
