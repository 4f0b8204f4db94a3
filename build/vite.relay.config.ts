import { nodeBundle } from './node-bundle.ts';

/** The relay as servers run it: one ES module beside the native SQLite driver. */
export const relayBundle = nodeBundle({
  entry: 'relay/cli.ts',
  file: 'relay/relay.mjs',
  format: 'es',
  // Optional parts of drivers, which do without them.
  external: ['better-sqlite3', 'pg-native', 'bufferutil', 'utf-8-validate'],
});

export default relayBundle('dist');
