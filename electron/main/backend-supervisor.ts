/** What is used of Electron's utility process. */
export interface BackendProcess<Port> {
  postMessage(message: { type: 'connect' | 'close' }, ports?: Port[]): void;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): unknown;
}

export interface SupervisorDependencies<Port> {
  fork(): BackendProcess<Port>;
  createPorts(): { near: Port; far: Port };
  now(): number;
  /** Calls back once after the delay; returns the way to call it off. */
  schedule(task: () => void, delayMs: number): () => void;
  report(what: string): void;
  onLost(): void;
  onRestarted(): void;
  /** The backend has died too often and is left down until `retry`. */
  onGivenUp(): void;
}

export interface BackendSupervisor<Port> {
  start(): void;
  /** A port for one window, linked to the backend; undefined while the backend is down. */
  connect(): Port | undefined;
  retry(): void;
  /** Tells the backend to flush and end; resolves when it has, or was ended by force after 5 s. */
  close(): Promise<void>;
}

const restartDelaysMs = [200, 1000, 3000];
const deathLimit = 3;
const deathMemoryMs = 60_000;
const closeLimitMs = 5000;

/** Keeps one backend process alive: starts it again after a death, later each time, at most twice a minute. */
export function createBackendSupervisor<Port>(
  dependencies: SupervisorDependencies<Port>,
): BackendSupervisor<Port> {
  let running: BackendProcess<Port> | undefined;
  let deathsAtMs: number[] = [];
  let cancelRestart = () => {};
  let closing: Promise<void> | undefined;

  function launch(): void {
    const child = dependencies.fork();
    running = child;
    child.once('exit', (code) => {
      if (running !== child) return;
      running = undefined;
      if (!closing) recover(code);
    });
  }

  function restart(): void {
    if (closing || running) return;
    launch();
    dependencies.onRestarted();
  }

  function recover(code: number): void {
    const nowMs = dependencies.now();
    deathsAtMs = [...deathsAtMs.filter((atMs) => nowMs - atMs < deathMemoryMs), nowMs];
    dependencies.report(`The backend ended with ${code}, death ${deathsAtMs.length} within a minute`);
    dependencies.onLost();
    if (deathsAtMs.length >= deathLimit) dependencies.onGivenUp();
    else cancelRestart = dependencies.schedule(restart, restartDelaysMs[deathsAtMs.length - 1] ?? 0);
  }

  return {
    start: launch,
    connect() {
      if (!running || closing) return undefined;
      const { near, far } = dependencies.createPorts();
      running.postMessage({ type: 'connect' }, [far]);
      return near;
    },
    retry() {
      deathsAtMs = [];
      restart();
    },
    close() {
      closing ??= new Promise((resolve) => {
        cancelRestart();
        if (!running) {
          resolve();
          return;
        }
        const child = running;
        const cancelKill = dependencies.schedule(() => {
          dependencies.report('The backend did not end in time');
          child.kill();
          resolve();
        }, closeLimitMs);
        child.once('exit', () => {
          cancelKill();
          resolve();
        });
        child.postMessage({ type: 'close' }, []);
      });
      return closing;
    },
  };
}
