import { join } from 'node:path';
import type { DialectName } from './dialect.ts';

export interface ServerDefinition {
  readonly dialect: DialectName;
  /** False: never answers a step 1, so there is nothing to open or to lose. */
  readonly answersSync: boolean;
  /** False: nothing is there after a restart. */
  readonly stores: boolean;
  /** Script and arguments for Node; the script prints its `ws://` address. */
  readonly command: (dataFolder: string) => readonly string[];
}

const here = import.meta.dirname;
const yjs = { dialect: 'y-websocket', answersSync: true, stores: true } as const;

/** Everything that can be started beside each other. */
export const servers = {
  ours: {
    ...yjs,
    command: (data) => [join(here, '../../dist/relay/relay.mjs'), '--data', data, '--port', '0', '--open'],
  },
  /** Copies bytes from one client of a room to the others; the limit of what can be reached with `ws`. */
  raw: {
    ...yjs,
    answersSync: false,
    stores: false,
    command: () => [join(here, 'servers/raw.ts')],
  },
  /** The same with a log in memory and in a file: what a server without any check of what it takes would cost. */
  log: { ...yjs, command: (data) => [join(here, 'servers/log.ts'), data] },
  /** Sends one stored file to whoever asks. */
  blob: { ...yjs, command: (data) => [join(here, 'servers/blob.ts'), data] },
  hocuspocus: {
    ...yjs,
    dialect: 'hocuspocus',
    command: (data) => [join(here, 'peers/hocuspocus.mjs'), data],
  },
  yws: { ...yjs, command: (data) => [join(here, 'peers/yws.mjs'), data] },
} as const satisfies Record<string, ServerDefinition>;

export type ServerName = keyof typeof servers;

export const isServerName = (text: string): text is ServerName => Object.hasOwn(servers, text);

/** Come from a package folder of their own. */
export const needsPeers = (name: ServerName): boolean => name === 'hocuspocus' || name === 'yws';
