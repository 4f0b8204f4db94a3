import { startBackend } from './backend.ts';
import { proxyAnswerType } from '../../shared/kernel/shell-proxy.ts';
import { channelOfMainPort, type MainPort } from './channels/message-port-channel.ts';
import { proxyOfShell } from './network/shell-proxy.ts';
import { nodeAfter } from './sync/timers.ts';

/** The link to the desktop shell that started this process. */
interface ShellLink {
  on(event: 'message', listener: (event: { data: unknown; ports: MainPort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

const shellLink = (process as NodeJS.Process & { parentPort?: ShellLink }).parentPort;
const [profileDir, appVersion] = process.argv.slice(2);
if (!shellLink || profileDir === undefined || appVersion === undefined) {
  throw new Error('This file is started by the desktop shell only');
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
const shellProxy = proxyOfShell((question) => shellLink.postMessage(question), nodeAfter);

// Listening starts before the backend does: a window that connects in the meantime waits, and is not lost.
const starting = startBackend({
  profileDir,
  appVersion,
  resolveProxy: shellProxy.resolveProxy,
  log: ({ id, error }) =>
    process.stderr.write(`${id} ${error instanceof Error ? error.stack : String(error)}\n`),
});

shellLink.on('message', ({ data, ports }) => {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  const port = ports[0];
  if (type === proxyAnswerType) shellProxy.answered(data);
  if (type === 'connect' && port) void starting.then((backend) => backend.connect(channelOfMainPort(port)));
  if (type === 'close') void starting.then((backend) => backend.close()).then(() => process.exit(0));
});
