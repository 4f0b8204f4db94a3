import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { Cdp } from './cdp.ts';

export interface Chromium {
  readonly cdp: Cdp;
  /** For a second client, such as a test that drives the pages. */
  readonly endpoint: string;
  kill(): void;
}

const startFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-popup-blocking',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--remote-debugging-port=0',
];

/** Starts a Chromium without windows; its data go into `folder`, as Electron's session data do. */
export async function startChromium(folder: string): Promise<Chromium> {
  const program = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const child = spawn(program, [...startFlags, `--user-data-dir=${folder}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const endpoint = await debuggingAddress(child);
  const cdp = await Cdp.connect(endpoint);
  return {
    cdp,
    endpoint,
    // The whole group: the browser's own children must not outlive it.
    kill: () => {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    },
  };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stderr) throw new Error('Chromium has no error output');
    const seen: string[] = [];
    createInterface(child.stderr).on('line', (line) => {
      seen.push(line);
      const address = /DevTools listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`Chromium did not start:\n${seen.slice(-20).join('\n')}`)));
  });
}
