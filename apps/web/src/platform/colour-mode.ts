import { computed, readonly, ref, type Ref } from 'vue';

export const COLOUR_MODES = ['system', 'light', 'dark'] as const;
export type ColourMode = (typeof COLOUR_MODES)[number];

// The same key is read by public/colour-mode.js before the first paint.
const KEY = 'samverkan.colour-mode';

function stored(): ColourMode {
  try {
    const text = localStorage.getItem(KEY);
    return COLOUR_MODES.find((mode) => mode === text) ?? 'system';
  } catch {
    return 'system';
  }
}

const chosen = ref<ColourMode>('system');
const systemDark = ref(false);
const dark = computed(() => chosen.value === 'dark' || (chosen.value === 'system' && systemDark.value));

function show(): void {
  document.documentElement.classList.toggle('dark', dark.value);
  document.documentElement.classList.toggle('light', !dark.value);
}

/** Reads what was chosen and follows the system from now on. Called once, before the application is mounted. */
export function startColourMode(): void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  chosen.value = stored();
  systemDark.value = query.matches;
  query.addEventListener('change', (event) => {
    systemDark.value = event.matches;
    show();
  });
  show();
}

export function useColourMode(): { mode: Readonly<Ref<ColourMode>>; dark: Readonly<Ref<boolean>>; choose: (mode: ColourMode) => void } {
  return {
    mode: readonly(chosen),
    dark,
    choose(mode) {
      chosen.value = mode;
      try {
        localStorage.setItem(KEY, mode);
      } catch {
        // A browser that keeps nothing: the choice holds until the page is closed.
      }
      show();
    },
  };
}
