import { nodeBundle } from './node-bundle.ts';

/** The backend as the desktop shell starts it, one ES module beside the native SQLite driver. */
export const backendBundle = nodeBundle({
  entry: 'electron/backend/electron-entry.ts',
  file: 'backend/backend.mjs',
  format: 'es',
  external: ['better-sqlite3'],
});

export default backendBundle('dist');
