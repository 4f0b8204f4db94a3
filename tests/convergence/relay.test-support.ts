import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** A relay in a process of its own, which can be killed and started again on the same port and data. */
export interface RelayProcess {
  readonly address: string;
  start(): Promise<void>;
  /** Ends it without any warning. */
  kill(): Promise<void>;
  /** Lets it take what comes in without doing anything. */
  freeze(): void;
}

export async function createRelayProcess(dataFolder: string): Promise<RelayProcess> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  return {
    address: `ws://127.0.0.1:${port}`,
    async start() {
      const options = ['--host', '127.0.0.1', '--port', String(port), '--data', dataFolder, '--open'];
      const started = spawn(process.execPath, ['relay/cli.ts', ...options], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      let complaint = '';
      started.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
      await new Promise<void>((resolve, reject) => {
        createInterface(started.stdout).on('line', (line) => {
          if (line.includes('relay listening on')) resolve();
        });
        started.once('exit', (code) => reject(new Error(`the relay ended with ${code}: ${complaint}`)));
      });
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
    freeze: () => child?.kill('SIGSTOP'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
