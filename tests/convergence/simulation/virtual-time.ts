import type { Scheduler } from '../../../relay/rooms/scheduler.ts';
import type { After } from '../../../electron/backend/sync/timers.ts';

/** A clock that jumps from task to task: a minute of waiting costs nothing, and a seed repeats a run. */
export interface VirtualTime {
  now(): number;
  after: After;
  /** Runs the next task and everything that it sets off at once; false when nothing is left to do. */
  step(): Promise<boolean>;
  runFor(durationMs: number): Promise<void>;
}

interface Task {
  at: number;
  order: number;
  run: () => void;
  cancelled: boolean;
}

export function createVirtualTime(): VirtualTime {
  const tasks: Task[] = [];
  let nowMs = 0;
  let order = 0;
  const after: After = (delayMs, run) => {
    const task: Task = {
      at: nowMs + Math.max(0, Math.round(delayMs)),
      order: (order += 1),
      run,
      cancelled: false,
    };
    insert(tasks, task);
    return () => {
      task.cancelled = true;
    };
  };
  const step = async (): Promise<boolean> => {
    for (;;) {
      const task = tasks.shift();
      if (!task) return false;
      if (task.cancelled) continue;
      nowMs = Math.max(nowMs, task.at);
      task.run();
      await promisesDone();
      return true;
    }
  };
  return {
    now: () => nowMs,
    after,
    step,
    async runFor(durationMs) {
      const end = nowMs + durationMs;
      while (tasks[0] && tasks[0].at <= end) await step();
      nowMs = end;
    },
  };
}

/** The tasks are kept in the order in which they are due. */
function insert(tasks: Task[], task: Task): void {
  let index = tasks.length;
  while (index > 0 && tasks[index - 1]!.at > task.at) index -= 1;
  tasks.splice(index, 0, task);
}

/** Promises go on until none is left that can: only then is what a task set off complete. */
function promisesDone(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Time as one process sees it: after a crash nothing of that process runs any more. */
export interface ProcessTime {
  after: After;
  scheduler: Scheduler;
  isAlive(): boolean;
  kill(): void;
}

export function processTime(time: VirtualTime): ProcessTime {
  let alive = true;
  const after: After = (delayMs, task) =>
    time.after(delayMs, () => {
      if (alive) task();
    });
  return {
    after,
    scheduler: {
      now: () => time.now(),
      afterTurn: (task) => void after(0, task),
      after: (delayMs, task) => void after(delayMs, task),
      every(intervalMs, task) {
        let cancel = after(intervalMs, repeat);
        function repeat() {
          cancel = after(intervalMs, repeat);
          task();
        }
        return () => cancel();
      },
    },
    isAlive: () => alive,
    kill() {
      alive = false;
    },
  };
}
