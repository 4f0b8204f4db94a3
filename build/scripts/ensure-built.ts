import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const parts = {
  renderer: {
    output: 'dist/renderer/index.html',
    sources: ['renderer', 'shared', 'build/vite.renderer.config.ts'],
  },
  shell: {
    output: 'dist/main/main.mjs',
    sources: ['electron', 'shared', 'relay', 'build/build-shell.ts', 'build/node-bundle.ts'],
  },
} as const;

/** Builds a part when its output is missing or older than its sources or the installed packages. */
export async function ensureBuilt(part: keyof typeof parts): Promise<void> {
  const { output, sources } = parts[part];
  const builtAt = statSync(join(root, output), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = Math.max(
    ...[...sources, 'package-lock.json'].map((source) => newestChange(join(root, source))),
  );
  if (builtAt > newest) return;
  const { buildRenderer } = await import('./build.ts');
  if (part === 'renderer') {
    await buildRenderer();
    return;
  }
  const { buildBackend, buildShell } = await import('../build-shell.ts');
  await buildShell();
  await buildBackend();
}

function newestChange(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .map((name) => newestChange(join(path, name)));
  return Math.max(0, ...inside);
}
