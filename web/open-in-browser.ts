import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'open',
  win32: 'explorer',
  linux: 'xdg-open',
};

/** Opens the user's browser if there is one; the printed address serves everyone else. */
export function openInBrowser(address: string): void {
  const opener = openers[process.platform];
  if (!opener || (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']))
    return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no opener on this machine: the address stands on the screen
  child.unref();
}
