import { resolve } from 'node:path';
import { build } from 'vite';

/** Builds the interface into dist/renderer. */
export async function buildRenderer(): Promise<void> {
  // Started from a test run it would inherit `test`, and React would be built for development: ten times slower.
  process.env['NODE_ENV'] = 'production';
  await build({ configFile: resolve(import.meta.dirname, 'vite.renderer.config.ts') });
}
