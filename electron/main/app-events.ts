import { app } from 'electron';

import { filesOfSecondStart } from './command-line.ts';
import type { LeaveGuard } from './leave-guard.ts';
import type { Windows } from './windows.ts';

export interface AppEvents {
  readonly windows: Pick<Windows, 'focusLast'>;
  readonly leaveGuard: Pick<LeaveGuard<never>, 'beforeQuit' | 'stopAsking'>;
  openFiles(paths: readonly string[]): Promise<void>;
  /** Writes everything down; called after the last window has closed. */
  finish(): Promise<unknown>;
}

/**
 * macOS says what it was started for before the app is ready; who listens only then has missed it. Returns
 * what came until now and ends the listening.
 */
export function collectEarlyFiles(): () => string[] {
  const paths: string[] = [];
  const collect = (event: { preventDefault(): void }, path: string) => {
    event.preventDefault();
    paths.push(path);
  };
  app.on('open-file', collect);
  return () => {
    app.off('open-file', collect);
    return paths;
  };
}

/** What the system and other starts of the app ask for, and the order in which the app ends. */
export function listenToApp(events: AppEvents): void {
  const { windows, leaveGuard } = events;
  app.on('second-instance', (_event, _args, _folder, data) => {
    windows.focusLast();
    void events.openFiles(filesOfSecondStart(data));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void events.openFiles([path]);
  });
  app.on('activate', () => windows.focusLast());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => leaveGuard.beforeQuit(event));
  app.on('will-quit', (event) => {
    event.preventDefault();
    void events.finish().then(() => app.exit(0));
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      leaveGuard.stopAsking();
      app.quit();
    });
  }
}
