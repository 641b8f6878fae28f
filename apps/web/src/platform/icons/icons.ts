import { init } from 'virtual:nuxt-ui-icons';
import { addIcon } from './renderer.js';

/** Registers the bundled icons under both spellings in use: `lucide:house` and, from `i-lucide-house`, `lucide-house`. */
export function registerIcons(): void {
  init((name, icon) => {
    addIcon(name, icon);
    addIcon(name.replace(':', '-'), icon);
  });
}
