/** Time and turns, so that tests can decide when a turn ends. */
export interface Scheduler {
  /** Milliseconds of a clock that never jumps; only differences mean something. */
  now(): number;
  /** Runs the task once, after everything that has already arrived in this turn was handled. */
  afterTurn(task: () => void): void;
  /** Runs the task once, so many milliseconds later. */
  after(delayMs: number, task: () => void): void;
  /** Runs the task again and again; returns the way to stop. Does not keep the process alive. */
  every(intervalMs: number, task: () => void): () => void;
}

export const nodeScheduler: Scheduler = {
  now: () => performance.now(),
  // The check phase follows the poll phase, where sockets are read: one turn = all sockets that had data.
  afterTurn: (task) => {
    setImmediate(task);
  },
  after: (delayMs, task) => {
    setTimeout(task, delayMs);
  },
  every(intervalMs, task) {
    const timer = setInterval(task, intervalMs);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** No reading is honestly further than this after the one before: rooms are swept every second. */
const longestStepMs = 60_000;

/**
 * The same scheduler with a clock of which only small steps forward count. Whatever the clock below does
 * (a machine that slept, was moved or set), nobody is taken for silent and no wait lasts for days.
 */
export function steadyScheduler(scheduler: Scheduler): Scheduler {
  let lastMs = scheduler.now();
  let steadyMs = lastMs;
  return {
    now() {
      const nowMs = scheduler.now();
      const stepMs = nowMs - lastMs;
      lastMs = nowMs;
      if (stepMs > 0 && stepMs <= longestStepMs) steadyMs += stepMs;
      return steadyMs;
    },
    afterTurn: (task) => scheduler.afterTurn(task),
    after: (delayMs, task) => scheduler.after(delayMs, task),
    every: (intervalMs, task) => scheduler.every(intervalMs, task),
  };
}
