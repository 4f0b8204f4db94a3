import { nodeBundle } from './node-bundle.ts';

/** The preload script. In the sandbox it must be one CommonJS file that requires `electron` only. */
export const preloadBundle = nodeBundle({
  entry: 'electron/preload/preload.ts',
  file: 'preload/preload.cjs',
  format: 'cjs',
  external: ['electron'],
});

export default preloadBundle('dist');
