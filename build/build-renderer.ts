import { resolve } from 'node:path';
import { build } from 'vite';

/** Builds the interface into dist/renderer. */
export async function buildRenderer(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, 'vite.renderer.config.ts') });
}
