import { join } from 'node:path';

/** Where the built parts lie, seen from the folder of the built main file. */
export function builtPaths(mainFolder: string) {
  return {
    renderer: join(mainFolder, '../renderer'),
    preload: join(mainFolder, '../preload/preload.cjs'),
    backend: join(mainFolder, '../backend/backend.mjs'),
  };
}

/** What the shell itself keeps in the profile folder, apart from the backend's files. */
export function shellPaths(profileFolder: string) {
  return {
    session: join(profileFolder, 'session'),
    windowState: join(profileFolder, 'window-state.json'),
    log: join(profileFolder, 'logs', 'shell.log'),
  };
}
