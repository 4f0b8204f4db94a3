import { beforeEach, expect, test } from 'vitest';

import { createBackendSupervisor, type SupervisorDependencies } from './backend-supervisor.ts';

class FakeBackend {
  posted: string[] = [];
  killed = false;
  #onExit: ((code: number) => void)[] = [];

  postMessage({ type }: { type: string }, ports: string[] = []): void {
    this.posted.push([type, ...ports].join(' '));
  }

  once(_event: 'exit', listener: (code: number) => void): void {
    this.#onExit.push(listener);
  }

  kill(): void {
    this.killed = true;
  }

  exit(code: number): void {
    for (const listener of this.#onExit.splice(0)) listener(code);
  }
}

let backends: FakeBackend[];
let told: string[];
let nowMs: number;
let timers: { task: () => void; delayMs: number }[];
let dependencies: SupervisorDependencies<string>;

const latest = () => {
  const backend = backends.at(-1);
  if (!backend) throw new Error('no backend was started');
  return backend;
};
const runTimer = () => {
  const timer = timers.shift();
  nowMs += timer?.delayMs ?? 0;
  timer?.task();
  return timer?.delayMs;
};

beforeEach(() => {
  backends = [];
  told = [];
  nowMs = 1000;
  timers = [];
  let ports = 0;
  dependencies = {
    fork: () => {
      backends.push(new FakeBackend());
      return latest();
    },
    createPorts: () => {
      ports += 1;
      return { near: `near${ports}`, far: `far${ports}` };
    },
    now: () => nowMs,
    schedule: (task, delayMs) => {
      const timer = { task, delayMs };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    report: () => {},
    onLost: () => void told.push('lost'),
    onRestarted: () => void told.push('restarted'),
    onGivenUp: () => void told.push('given up'),
  };
});

test('each window gets its own port to the running backend', () => {
  const supervisor = createBackendSupervisor(dependencies);
  expect(supervisor.connect()).toBeUndefined();
  supervisor.start();
  expect([supervisor.connect(), supervisor.connect()]).toEqual(['near1', 'near2']);
  expect(latest().posted).toEqual(['connect far1', 'connect far2']);
});

test('a death is followed by a restart, later after the second; the third in a minute is the last', () => {
  const supervisor = createBackendSupervisor(dependencies);
  supervisor.start();
  latest().exit(9);
  expect(supervisor.connect()).toBeUndefined();
  expect(told).toEqual(['lost']);
  expect(runTimer()).toBe(200);
  expect(told).toEqual(['lost', 'restarted']);
  expect(supervisor.connect()).toBe('near1');
  latest().exit(9);
  expect(runTimer()).toBe(1000);
  latest().exit(9);
  expect(told.slice(-2)).toEqual(['lost', 'given up']);
  expect(timers).toEqual([]);
  expect(backends).toHaveLength(3);
  supervisor.retry();
  expect(backends).toHaveLength(4);
  expect(told.at(-1)).toBe('restarted');
});

test('deaths more than a minute apart are each a first one', () => {
  const supervisor = createBackendSupervisor(dependencies);
  supervisor.start();
  for (let death = 0; death < 5; death += 1) {
    latest().exit(1);
    expect(runTimer()).toBe(200);
    nowMs += 60_001;
  }
  expect(told).not.toContain('given up');
});

test('closing lets the backend flush, and ends it by force after five seconds', async () => {
  const supervisor = createBackendSupervisor(dependencies);
  supervisor.start();
  const first = supervisor.close();
  expect(latest().posted).toEqual(['close']);
  expect(supervisor.connect()).toBeUndefined();
  latest().exit(0);
  await first;
  expect([latest().killed, timers, told]).toEqual([false, [], []]);

  const stuck = createBackendSupervisor(dependencies);
  stuck.start();
  const second = stuck.close();
  expect(runTimer()).toBe(5000);
  await second;
  expect(latest().killed).toBe(true);
});

test('closing between a death and its restart leaves the backend down', async () => {
  const supervisor = createBackendSupervisor(dependencies);
  supervisor.start();
  latest().exit(1);
  await supervisor.close();
  expect(timers).toEqual([]);
  supervisor.retry();
  expect(backends).toHaveLength(1);
});
