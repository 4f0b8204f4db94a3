const checkIntervalMs = 500;

/**
 * Calls back once when the process that started this one is gone. npm passes a signal to the shell between
 * itself and the program, and the shell dies of it without passing it on: this is how the program learns.
 */
export function watchParent(
  onGone: () => void,
  parentId: () => number = () => process.ppid,
  intervalMs: number = checkIntervalMs,
): () => void {
  const first = parentId();
  const timer = setInterval(() => {
    if (parentId() === first) return;
    clearInterval(timer);
    onGone();
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
