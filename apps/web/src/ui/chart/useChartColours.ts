import { computed, type ComputedRef } from 'vue';
import { useColourMode } from '../../platform/colour-mode.js';

export interface ChartColours {
  readonly dark: boolean;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly bar: string;
  readonly font: string;
}

/** A colour as the canvas understands it, whatever notation the style sheet used. */
function resolved(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The page's colours for drawings, which know no style sheet; they follow the colour mode. */
export function useChartColours(): ComputedRef<ChartColours> {
  const { dark } = useColourMode();
  return computed(() => {
    return {
      // Named so that the colours are read anew when the mode has changed.
      dark: dark.value,
      text: resolved('--ui-text'),
      muted: resolved('--ui-text-muted'),
      line: resolved('--ui-border-accented'),
      bar: resolved('--sv-men'),
      font: getComputedStyle(document.body).fontFamily,
    };
  });
}
