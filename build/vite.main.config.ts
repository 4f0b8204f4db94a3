import { nodeBundle } from './node-bundle.ts';

/** The shell's main process, one ES module. */
export const mainBundle = nodeBundle({
  entry: 'electron/main/main.ts',
  file: 'main/main.mjs',
  format: 'es',
  external: ['electron'],
});

export default mainBundle('dist');
