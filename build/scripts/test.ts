import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { requireNode } from './require-node.ts';
import { ensureBuilt } from './ensure-built.ts';

// Runs every test and ends with one plain line: "N passed, N failed". Arguments go on to vitest.
requireNode();
ensureBuilt('renderer');
ensureBuilt('shell');

/** One after the other: tests in a browser must not compete with the simulation for two cores. */
const projects = ['unit', 'convergence', 'growing', 'faults', 'e2e', 'packaging'];

const reports = mkdtempSync(join(tmpdir(), 'workbench-test-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const project of projects) {
  console.log(`\n== ${project}`);
  const report = join(reports, `${project}.json`);
  const vitest = resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const run = spawnSync(
    process.execPath,
    [
      vitest,
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  count(report, run.status ?? 1);
}
rmSync(reports, { recursive: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numPendingTests: number;
}

/** A run that ended badly without a failed test (a file that does not load, an error outside tests) counts as one. */
function count(report: string, exitCode: number): void {
  const found = readReport(report);
  totals.passed += found.numPassedTests;
  totals.skipped += found.numPendingTests;
  totals.failed += found.numFailedTests;
  if (exitCode !== 0 && found.numFailedTests === 0) totals.failed += 1;
}

function readReport(report: string): Report {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch (error) {
    console.error(`no report was written: ${String(error)}`);
    return { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0, numPendingTests: 0 };
  }
}
