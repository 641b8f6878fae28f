declare module 'virtual:nuxt-ui-icons' {
  import type { IconifyIcon } from '@iconify/vue/offline';

  /** Hands over every icon that the sources name, as bundled from the local collection. */
  export function init(add: (name: string, icon: IconifyIcon) => void): void;
}
