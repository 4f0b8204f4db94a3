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

/** Journeys through a browser may lose a race with a loaded machine that no user sees: each file once more. */
const projectsWithSecondTry = new Set(['e2e']);

interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

interface Run {
  readonly files: readonly FileResult[];
  /** Failed outside of a test: a file that does not load, an error that nobody caught. */
  readonly failedOutside: boolean;
}

const reports = mkdtempSync(join(tmpdir(), 'workbench-test-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const project of projects) {
  console.log(`\n== ${project}`);
  const first = runTests(project, []);
  const failed = first.files.filter(({ status }) => status === 'failed').map(({ name }) => name);
  if (failed.length === 0 || !projectsWithSecondTry.has(project)) {
    count(first);
    continue;
  }
  console.log(`\n== ${project}, second try: ${failed.length} of ${first.files.length} files`);
  const second = runTests(project, failed);
  count({ files: first.files.filter(({ name }) => !failed.includes(name)), failedOutside: false });
  count(second);
}
rmSync(reports, { recursive: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;

function runTests(project: string, files: readonly string[]): Run {
  const report = join(reports, `${project}-${files.length}.json`);
  const vitest = resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const chosen = ['run', '--project', project, '--passWithNoTests', ...process.argv.slice(2), ...files];
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const run = spawnSync(process.execPath, [vitest, ...chosen, ...output], { stdio: 'inherit' });
  const results = readReport(report);
  const tests = results.flatMap(({ assertionResults }) => assertionResults);
  const failedInside = tests.some(({ status }) => status === 'failed');
  return { files: results, failedOutside: run.status !== 0 && !failedInside };
}

function count({ files, failedOutside }: Run): void {
  for (const { status } of files.flatMap(({ assertionResults }) => assertionResults)) {
    if (status === 'passed') totals.passed += 1;
    else if (status === 'failed') totals.failed += 1;
    else totals.skipped += 1;
  }
  if (failedOutside) totals.failed += 1;
}

function readReport(report: string): FileResult[] {
  try {
    return (JSON.parse(readFileSync(report, 'utf8')) as { testResults: FileResult[] }).testResults;
  } catch (error) {
    console.error(`no report was written: ${String(error)}`);
    return [];
  }
}
