import { builtinModules } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

import type { InlineConfig } from 'vite';

export interface NodeBundle {
  /** Source file, from the repository's root. */
  readonly entry: string;
  /** Output file, from the output folder. */
  readonly file: string;
  readonly format: 'es' | 'cjs';
  /** Modules that stay imports: native ones, and those that the host provides. */
  readonly external: readonly string[];
}

const root = resolve(import.meta.dirname, '..');

/**
 * A Vite configuration that makes one file for Node or Electron out of one entry; the output folder is given
 * later. Everything but Node's own modules and `external` goes in, so that a package needs no node_modules
 * for it. No source map is written.
 */
export function nodeBundle({
  entry,
  file,
  format,
  external,
}: NodeBundle): (outputFolder: string) => InlineConfig {
  return (outputFolder) => ({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(root, entry),
      outDir: join(resolve(root, outputFolder), dirname(file)),
      emptyOutDir: true,
      target: 'node22',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external: [...external, ...builtinModules, /^node:/],
        output: { format, entryFileNames: basename(file), codeSplitting: false },
      },
    },
  });
}
