// Loaded into every measured server (`--import`): tells the bench over IPC what the process has used.

export interface Usage {
  /** User and system time of all threads since the start. */
  readonly cpuUs: number;
  readonly residentBytes: number;
  /** The JavaScript heap, after a forced full collection when that was asked for. */
  readonly heapBytes: number;
}

interface Question {
  readonly id: number;
  readonly collect: boolean;
}

process.on('message', (message: unknown) => {
  const { id, collect } = message as Question;
  if (collect) collectAll();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ id, cpuUs: user + system, residentBytes: rss, heapBytes: heapUsed });
});
// Without its bench a server would stay behind.
process.on('disconnect', () => process.exit(0));

/** Twice: the first run may only queue finalizers. */
function collectAll(): void {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  gc?.();
}
