import { App } from './app.ts';
import { browserWindowClass, WindowList } from './browser-window.ts';
import { type Chromium, startChromium } from './chromium.ts';
import { listenToTest } from './control.ts';
import { Dialogs } from './dialogs.ts';
import { IpcMain } from './ipc-main.ts';
import { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { Targets } from './targets.ts';
import { UtilityProcess } from './utility-process.ts';
import type { PageHost } from './web-contents.ts';

/* The module `electron` as the app's main process imports it; one app per process, as in Electron. */

const settings = readSettings(process.env);
const windows = new WindowList();
const dialogs = new Dialogs();
const defaultSession = new Session(settings.proxy);
const openedLinks: string[] = [];
const utilities: UtilityProcess[] = [];
let running: { chromium: Chromium; targets: Targets } | undefined;
const chromium = () => {
  if (!running) throw new Error('Cannot create BrowserWindow before app is ready');
  return running;
};

const host: PageHost = {
  get cdp() {
    return chromium().chromium.cdp;
  },
  get targets() {
    return chromium().targets;
  },
  session: defaultSession,
  ipcMain: new IpcMain(),
  versions: { electron: settings.electronVersion, chrome: '150.0.0.0', node: process.versions.node },
};

export const app = new App(settings, windows, async () => {
  const started = await startChromium(app.getPath('sessionData'));
  app.onEnd(() => started.kill());
  const targets = await Targets.watch(started.cdp, (targetId) =>
    windows.windows.find(({ webContents }) => webContents.targetId === targetId)?.gone(),
  );
  running = { chromium: started, targets };
});
app.onEnd(() => {
  for (const utility of utilities) utility.kill('SIGKILL');
});

export const BrowserWindow = browserWindowClass(windows, host);
export const { ipcMain } = host;
export const dialog = dialogs;
export { Menu } from './menus.ts';
export { MessageChannelMain } from './ports.ts';
export const nativeTheme = { shouldUseDarkColors: false };
export const session = { defaultSession };
export const screen = {
  getPrimaryDisplay: () => ({ workArea: settings.displays[0] }),
  getAllDisplays: () => settings.displays.map((workArea) => ({ workArea })),
};
export const protocol = {
  registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => {
    for (const { scheme } of schemes) defaultSession.schemes.add(scheme);
  },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
    defaultSession.schemeHandlers.set(scheme, handler);
  },
};
export const shell = {
  openExternal: async (link: string) => {
    openedLinks.push(link);
  },
};
export const utilityProcess = {
  fork: (...args: ConstructorParameters<typeof UtilityProcess>) => {
    const utility = new UtilityProcess(...args);
    utilities.push(utility);
    return utility;
  },
};

listenToTest({
  app,
  windows,
  dialogs,
  openedLinks,
  utilities,
  session: defaultSession,
  endpoint: () => running?.chromium.endpoint,
});
