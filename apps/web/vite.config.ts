import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/web',
  plugins: [vue()],
  resolve: { conditions: ['@samverkan/source', 'module', 'browser', 'development|production'] },
  server: {
    port: 4200,
    proxy: { '/api': 'http://127.0.0.1:3000', '/ws': { target: 'http://127.0.0.1:3000', ws: true } },
  },
  build: { outDir: 'dist', emptyOutDir: true, reportCompressedSize: false },
  test: { name: 'web', environment: 'happy-dom', include: ['src/**/*.spec.ts'] },
});
