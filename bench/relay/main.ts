import { spawn } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../build/scripts/ensure-built.ts';
import { requireNode } from '../../build/scripts/require-node.ts';
import { installPeers } from './install-peers.ts';
import { type BenchOptions, readOptions, UsageError, usage } from './options.ts';
import { scenarios } from './scenarios/all.ts';
import { needsPeers, type ServerName } from './servers.ts';

// Prints one JSON object: per scenario what each server took. Servers run one after the other on the same
// machine, in one run: only the ratios between them mean something elsewhere.
requireNode();

type Results = Record<string, Record<string, unknown>>;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  // Ours is measured as it is delivered: built.
  ensureBuilt('relay');
  if (options.servers.some((server) => typeof server === 'string' && needsPeers(server))) installPeers();
  const results: Results = {};
  for (const number of options.scenarios) {
    const { title } = scenarios[number]!;
    console.error(`\n${number} ${title}`);
    results[`${number} ${title}`] = await runOne(number, options);
  }
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    loadAverage: loadavg()[1],
    node: process.version,
  };
  const date = new Date().toISOString();
  console.log(JSON.stringify({ date, machine, short: options.short, scenarios: results }, null, 2));
}

async function runOne(number: string, options: BenchOptions): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  for (const server of serversFor(number, options.servers)) {
    const name = String(server);
    const result = await generate(number, name, options);
    results[name] = result;
    console.error(`  ${name}: ${JSON.stringify(result)}`);
  }
  return results;
}

/** The cold open is measured against a stored file as well: what can be reached at all. */
function serversFor(number: string, servers: BenchOptions['servers']): readonly (ServerName | URL)[] {
  if (number !== '3') return servers;
  const opened = servers.filter((server) => server !== 'raw');
  return opened.some((server) => server instanceof URL) ? opened : ['blob', ...opened];
}

async function generate(number: string, server: string, options: BenchOptions): Promise<unknown> {
  const args = ['--scenario', number, '--server', server, '--history', options.historyPath];
  args.push('--dialect', options.dialect);
  if (options.short) args.push('--short');
  if (options.profileFolder) args.push('--profile', options.profileFolder);
  const script = join(import.meta.dirname, 'run-scenario.ts');
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  const code = await new Promise((resolve) => {
    child.on('close', resolve);
  });
  return code === 0 ? JSON.parse(text) : { failed: `the generator ended with ${String(code)}` };
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}
