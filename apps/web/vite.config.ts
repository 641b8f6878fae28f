import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

// What every page needs in two files, instead of many small ones: the libraries below all of it, and the parts that know no domain.
const groups = [
  { name: 'vendor', test: /node_modules\/(@vue|vue|vue-router|pinia|vue-i18n|@intlify|socket\.io-client)\//, priority: 2 },
  { name: 'parts', test: /apps\/web\/src\/ui\/(?!chart|ProseField|FormDialog)/, priority: 1 },
];

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/web',
  plugins: [
    vue(),
    ui({
      autoImport: false,
      components: false,
      colorMode: false,
      dts: false,
      // The library's own hover thins the ground to three quarters, and the words on it lose their contrast.
      ui: {
        button: {
          compoundVariants: [{ color: 'primary', variant: 'solid', class: 'hover:bg-primary/90 active:bg-primary/90' }],
        },
      },
      // Styles of the components in use only; icons from the local collection only.
      experimental: { componentDetection: true },
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'], globExclude: ['src/**/*.spec.ts'] } } },
    }),
  ],
  resolve: {
    conditions: ['@samverkan/source', 'module', 'browser', 'development|production'],
    // The components' icon renderer without its network loader: no icon can be asked for from outside.
    alias: [{ find: /^@iconify\/vue$/, replacement: `${import.meta.dirname}/src/platform/icons/renderer.ts` }],
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  server: {
    port: 4200,
    proxy: { '/api': { target: 'http://127.0.0.1:3000' }, '/ws': { target: 'http://127.0.0.1:3000', ws: true } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  test: { name: 'web', environment: 'happy-dom', include: ['src/**/*.spec.ts'] },
});
