import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startBackend } from '../electron/backend/backend.ts';
import { writeFileDurably } from '../electron/backend/files/durable-file.ts';
import { AppError } from '../shared/kernel/errors.ts';
import { openInBrowser } from './open-in-browser.ts';
import { startWebHost } from './host.ts';

const help = `The workbench in the browser of this machine.

  npm run web -- [options]

  --port N        port on 127.0.0.1; 0 lets the system choose (default 0)
  --profile DIR   folder of the settings and workspaces (default: this user's data folder)
  --no-open       print the address only, open no browser
  --help          this text`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    profile: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
else await serve(resolve(values.profile ?? defaultProfile()), Number(values.port), !values['no-open']);

async function serve(profileDir: string, port: number, open: boolean): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) stop('--port takes a number from 0 to 65535', 2);
  try {
    const backend = await startBackend({
      profileDir,
      appVersion: readVersion(),
      log: ({ id, error }) => console.error(id, error),
    });
    const token = tokenOf(profileDir);
    const rendererFolder = resolve(import.meta.dirname, '../dist/renderer');
    const host = await startWebHost({ backend, rendererFolder, port, token });
    const address = `http://127.0.0.1:${host.port}/#token=${token}`;
    console.log(`workbench at ${address}`);
    if (open) openInBrowser(address);
    const end = async () => {
      await host.close();
      await backend.close();
      process.exit(0);
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
  } catch (error) {
    if ((error as { code?: string }).code === 'EADDRINUSE')
      stop(`port ${port} is in use; choose another one`, 1);
    if (error instanceof AppError) stop(`the profile folder ${profileDir} can't be used: ${error.code}`, 1);
    throw error;
  }
}

function stop(message: string, exitCode: number): never {
  console.error(message);
  process.exit(exitCode);
}

function readVersion(): string {
  const text = readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Kept in the profile, readable by its owner only, so that an open page finds a restarted host again. */
function tokenOf(profileDir: string): string {
  const path = join(profileDir, 'web-host-token');
  if (existsSync(path)) {
    const token = readFileSync(path, 'utf8').trim();
    if (/^[A-Za-z0-9_-]{43}$/.test(token)) return token;
  }
  const token = randomBytes(32).toString('base64url');
  writeFileDurably(path, token, 0o600);
  return token;
}

/** The folder that the desktop app uses too. */
function defaultProfile(): string {
  const name = 'ClusterPoliSEE Workbench';
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), name);
}
