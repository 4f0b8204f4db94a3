import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../renderer');

const basePackages =
  /node_modules[\\/](react|react-dom|scheduler|react-i18next|i18next|@tanstack|@orpc|@floating-ui|clsx|@mantine[\\/](core|hooks|modals|notifications))[\\/]/;

/** The interface, the same files for the desktop shell and for the browser. */
export default defineConfig({
  root,
  base: './',
  publicDir: resolve(root, 'public'),
  plugins: [react()],
  logLevel: 'warn',
  build: {
    outDir: resolve(import.meta.dirname, '../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: false,
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // One file for what every screen stands on: thirty small ones take longer to ask for than to read.
          groups: [{ name: 'base', test: basePackages }],
        },
      },
    },
  },
});
