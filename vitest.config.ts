import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['libs/*/vitest.config.ts', 'apps/server/vitest.config.ts', 'apps/web/vite.config.ts', 'tests/architecture/vitest.config.ts'],
    coverage: { provider: 'v8', include: ['{apps,libs}/*/src/**/*.{ts,vue}'], reportsDirectory: 'coverage' },
  },
});
