import { watchParent } from './watch-parent.ts';

/** Ends this program as SIGTERM does when npm, which does not pass that signal on, has ended. */
export function endWithNpm(): void {
  watchParent(() => process.kill(process.pid, 'SIGTERM'));
}
