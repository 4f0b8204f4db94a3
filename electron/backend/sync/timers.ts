/** Runs a task later; returns the way to call it off. */
export type After = (delayMs: number, task: () => void) => () => void;

/** Timers of the process; they do not keep it alive. They count elapsed time: a changed system clock does not matter. */
export const nodeAfter: After = (delayMs, task) => {
  const timer = setTimeout(task, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};
