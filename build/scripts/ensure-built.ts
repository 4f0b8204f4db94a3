import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const parts = {
  renderer: {
    outputs: ['dist/renderer/index.html'],
    sources: ['renderer', 'shared', 'build/vite.renderer.config.ts', 'build/scripts/build.ts'],
  },
  shell: {
    outputs: ['dist/main/main.mjs', 'dist/preload/preload.cjs', 'dist/backend/backend.mjs'],
    sources: ['electron', 'shared', 'relay', 'build/build-shell.ts', 'build/node-bundle.ts'],
  },
  relay: {
    outputs: ['dist/relay/relay.mjs'],
    sources: ['relay', 'shared', 'build/vite.relay.config.ts', 'build/node-bundle.ts'],
  },
} as const;

/** Builds a part when one of its outputs is missing or older than its sources or the installed packages. */
export function ensureBuilt(part: keyof typeof parts): void {
  const { outputs, sources } = parts[part];
  const builtAt = Math.min(...outputs.map((output) => changedAt(join(root, output))));
  const newest = Math.max(
    ...[...sources, 'package-lock.json'].map((source) => newestChange(join(root, source))),
  );
  if (builtAt > newest) return;
  // In a process of its own: the bundler takes hundreds of megabytes that the app must not keep.
  const built = spawnSync(process.execPath, [join(root, 'build/scripts/build.ts'), part], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error(`building ${part} failed`);
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestChange(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .map((name) => newestChange(join(path, name)));
  return Math.max(0, ...inside);
}
