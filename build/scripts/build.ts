import { resolve } from 'node:path';
import { build } from 'vite';
import { buildBackend, buildShell } from '../build-shell.ts';

/** Builds the interface into dist/renderer. */
export async function buildRenderer(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, '../vite.renderer.config.ts') });
}

if (import.meta.main) {
  await buildRenderer();
  await buildShell();
  await buildBackend();
}
