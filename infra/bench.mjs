import { spawnSync } from 'node:child_process';

// Measures the built server: builds it first, unless another build is to be measured (SAMVERKAN_BENCH_SERVER).

const run = (command, args) => {
  const { status, signal } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
};

if (process.env.SAMVERKAN_BENCH_SERVER === undefined) run('tsc', ['-b', 'apps/server/tsconfig.app.json']);
run(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/bench/main.ts', ...process.argv.slice(2)]);
