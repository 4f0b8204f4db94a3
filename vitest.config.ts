import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const node = {
  environment: 'node' as const,
  // Limits are for what hangs: a machine that is many times slower must not meet them.
  expect: { poll: { timeout: 60_000 } },
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // Programs that tests start from sources compile them once, not at each start.
  env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/compiled') },
};

export default defineConfig({
  test: {
    // By default one core would stay idle. Journeys wait for browsers more than they work: two files at once.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['{shared,electron,renderer,relay,web,cli,build}/**/*.test.{ts,tsx}'],
          // Half of the time went into loading the same modules for each file. They keep no state of their own.
          isolate: false,
          restoreMocks: true,
        },
      },
      {
        test: {
          ...node,
          name: 'convergence',
          include: ['tests/convergence/**/*.test.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'growing',
          include: ['tests/growing/**/*.test.ts'],
          // Each file starts real servers.
          fileParallelism: false,
        },
      },
      {
        test: {
          ...node,
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/faults/ensure-built.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['tests/**/*.e2e.test.ts'],
          globalSetup: ['tests/ensure-built.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'packaging',
          include: ['tests/packaging/**/*.test.ts'],
          globalSetup: ['tests/ensure-built.ts'],
        },
      },
    ],
  },
});
