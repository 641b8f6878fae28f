import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  ssr: { resolve: { conditions: ['@samverkan/source', 'module', 'node', 'development|production'] } },
  test: { name: 'sqlite-file', environment: 'node', include: ['src/**/*.spec.ts'], testTimeout: 30_000 },
});
