import { serve } from './serve.ts';

// Loaded before the program of a server process (`--import`): tells what the process has used, whatever program it runs.

const collect = (globalThis as { gc?: () => void }).gc;

export const gauge = serve({
  /** Processor time since the process began, in milliseconds. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  /** Bytes after garbage has been collected. */
  memory: async () => {
    for (let times = 0; times < 4; times += 1) {
      collect?.();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, held: heapUsed + external };
  },
});

// The gauge must not be what keeps a server from ending.
process.channel?.unref();
