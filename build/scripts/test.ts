import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { requireNode } from './require-node.ts';
import { ensureBuilt } from './ensure-built.ts';

// Runs every test and ends with one plain line: "N passed, N failed". Arguments go on to vitest.
requireNode();
ensureBuilt('renderer');
ensureBuilt('shell');

/** One after the other: tests in a browser must not compete with the simulation for two cores. */
const projects = ['unit', 'convergence', 'growing', 'faults', 'e2e', 'packaging'];

/** More failed files than this are no lost race with a loaded machine. */
const mostFilesTriedAgain = 5;

interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly TestResult[];
}

interface Run {
  readonly files: readonly FileResult[];
  /** Failed outside of a test: a file that does not load, an error that nobody caught. */
  readonly failedOutside: boolean;
}

const reports = mkdtempSync(join(tmpdir(), 'workbench-test-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
/** Told again at the end, where a reader of a long output looks first. */
const toTell: string[] = [];
for (const project of projects) {
  console.log(`\n== ${project}`);
  const first = runTests(project, []);
  const failed = first.files.filter(({ status }) => status === 'failed').map(({ name }) => name);
  if (failed.length === 0 || failed.length > mostFilesTriedAgain) {
    count(first);
    tell(project, 'failed', first);
    continue;
  }
  console.log(`\n== ${project}, second try: ${failed.length} of ${first.files.length} files`);
  const second = runTests(project, failed);
  count({
    files: first.files.filter(({ name }) => !failed.includes(name)),
    failedOutside: first.failedOutside,
  });
  count(second);
  tell(project, 'failed at the first try', first);
  tell(project, 'failed at the second try', second);
}
rmSync(reports, { recursive: true });
for (const line of toTell) console.log(line);
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

function tell(project: string, what: string, { files, failedOutside }: Run): void {
  if (failedOutside) toTell.push(`\n${project}: ${what} outside of a test`);
  for (const { name, status, message, assertionResults } of files) {
    if (status !== 'failed') continue;
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0)
      toTell.push(`\n${project}: ${what}: ${relative('.', name)}\n${message.slice(0, 1500)}`);
    for (const { fullName, failureMessages = [] } of tests) {
      toTell.push(
        `\n${project}: ${what}: ${relative('.', name)}: ${fullName}\n${failureMessages.join('\n').slice(0, 1500)}`,
      );
    }
  }
}

function readReport(report: string): FileResult[] {
  try {
    return (JSON.parse(readFileSync(report, 'utf8')) as { testResults: FileResult[] }).testResults;
  } catch (error) {
    console.error(`no report was written: ${String(error)}`);
    return [];
  }
}
