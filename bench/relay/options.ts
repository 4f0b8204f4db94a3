import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DialectName } from './dialect.ts';
import { scenarios } from './scenarios/all.ts';
import { isServerName, type ServerName } from './servers.ts';

export interface BenchOptions {
  readonly scenarios: readonly string[];
  /** Servers to start, or addresses of running ones. */
  readonly servers: readonly (ServerName | URL)[];
  readonly short: boolean;
  readonly historyPath: string;
  /** Only for addresses. */
  readonly dialect: DialectName;
  /** Where the servers leave a CPU profile each; undefined for none. */
  readonly profileFolder: string | undefined;
}

export const usage = `npm run bench:relay -- [options]
  --scenario 1..6    may be given several times; all by default
  --server NAME|URL  ours, raw, log, hocuspocus, yws, or ws://... of a running server; several times
  --dialect NAME     of a server given by URL: y-websocket (default) or hocuspocus
  --history PATH     automerge-paper.json.gz, for scenario 3 (or RELAY_BENCH_HISTORY)
  --profile FOLDER   the started servers write CPU profiles there
  --short            small numbers: only to see that everything works`;

const defaultServers: readonly ServerName[] = ['raw', 'log', 'ours', 'hocuspocus', 'yws'];

export class UsageError extends Error {}

export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parse(args);
  const chosen = values.scenario ?? Object.keys(scenarios);
  for (const name of chosen) if (!scenarios[name]) throw new UsageError(`no scenario ${name}`);
  const dialect = values.dialect ?? 'y-websocket';
  if (dialect !== 'y-websocket' && dialect !== 'hocuspocus') throw new UsageError(`no dialect ${dialect}`);
  const root = resolve(import.meta.dirname, '../..');
  const historyPath =
    values.history ?? process.env['RELAY_BENCH_HISTORY'] ?? '../shared/data/automerge-paper.json.gz';
  return {
    scenarios: chosen,
    servers: (values.server ?? defaultServers).map(serverOf),
    short: values.short,
    historyPath: resolve(root, historyPath),
    dialect,
    profileFolder: values.profile,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', multiple: true },
        server: { type: 'string', multiple: true },
        dialect: { type: 'string' },
        history: { type: 'string' },
        profile: { type: 'string' },
        short: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function serverOf(text: string): ServerName | URL {
  if (isServerName(text)) return text;
  if (/^wss?:\/\//.test(text)) return new URL(text);
  throw new UsageError(`no server ${text}`);
}
