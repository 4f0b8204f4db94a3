/** Time and turns, so that tests can decide when a turn ends. */
export interface Scheduler {
  /** Milliseconds of a clock that never jumps; only differences mean something. */
  now(): number;
  /** Runs the task once, after everything that has already arrived in this turn was handled. */
  afterTurn(task: () => void): void;
  /** Runs the task again and again; returns the way to stop. Does not keep the process alive. */
  every(intervalMs: number, task: () => void): () => void;
}

export const nodeScheduler: Scheduler = {
  now: () => performance.now(),
  // The check phase follows the poll phase, where sockets are read: one turn = all sockets that had data.
  afterTurn: (task) => {
    setImmediate(task);
  },
  every(intervalMs, task) {
    const timer = setInterval(task, intervalMs);
    timer.unref();
    return () => clearInterval(timer);
  },
};
