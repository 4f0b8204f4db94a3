interface Preventable {
  preventDefault(): void;
}

export interface LeaveGuardDependencies<Window> {
  openWindows(): readonly Window[];
  /** Changes of this window's work that have not reached the relay. */
  unsentCount(window: Window): number;
  /** Asks the user; true means: leave although work is unsent. */
  askToLeave(window: Window, unsentCount: number): Promise<boolean>;
  close(window: Window): void;
  quit(): void;
  report(what: string, error: unknown): void;
}

export interface LeaveGuard<Window> {
  beforeWindowCloses(event: Preventable, window: Window): void;
  beforeQuit(event: Preventable): void;
  /** From now on nothing is asked: the system ends the session, or a signal arrived. */
  stopAsking(): void;
}

/**
 * Asks once before the app ends with unsent work. Closing one of several windows asks nothing: the
 * backend stays and goes on sending. Nothing is lost either way, so a failed question lets the user go.
 */
export function createLeaveGuard<Window>(dependencies: LeaveGuardDependencies<Window>): LeaveGuard<Window> {
  const approved = new Set<Window>();
  let quitApproved = false;
  let asking = false;

  async function ask(window: Window, unsentCount: number, leave: () => void): Promise<void> {
    asking = true;
    const mayLeave = await dependencies.askToLeave(window, unsentCount).catch((error: unknown) => {
      dependencies.report('The question about unsent work failed', error);
      return true;
    });
    asking = false;
    if (mayLeave) leave();
  }

  return {
    beforeWindowCloses(event, window) {
      const unsentCount = dependencies.unsentCount(window);
      const isLast = dependencies.openWindows().length <= 1;
      if (quitApproved || approved.delete(window) || !isLast || unsentCount === 0) return;
      event.preventDefault();
      if (asking) return;
      void ask(window, unsentCount, () => {
        approved.add(window);
        dependencies.close(window);
      });
    },
    beforeQuit(event) {
      if (quitApproved) return;
      const [window, unsentCount] = mostUnsent(dependencies);
      if (window === undefined || unsentCount === 0) {
        quitApproved = true;
        return;
      }
      event.preventDefault();
      if (asking) return;
      void ask(window, unsentCount, () => {
        quitApproved = true;
        dependencies.quit();
      });
    },
    stopAsking() {
      quitApproved = true;
    },
  };
}

/** Windows share one backend, so their counts are views of the same work and are not added up. */
function mostUnsent<Window>(dependencies: LeaveGuardDependencies<Window>) {
  let most: readonly [Window | undefined, number] = [undefined, 0];
  for (const window of dependencies.openWindows()) {
    const count = dependencies.unsentCount(window);
    if (count > most[1]) most = [window, count];
  }
  return most;
}
