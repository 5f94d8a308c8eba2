import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Its `browser` field names a bundle without exports.
  resolve: { alias: { roughjs: 'roughjs/bundled/rough.esm.js' } },
  build: {
    outDir: '../../../dist/sandbox-page',
    emptyOutDir: true,
    target: 'es2022',
    // VChart is the one big chunk, and it is loaded only when a card holds a chart.
    chunkSizeWarningLimit: 3000,
  },
});
