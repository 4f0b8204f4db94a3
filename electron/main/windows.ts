import type { BrowserWindow, MessagePortMain, WebContents } from 'electron';

import {
  backendPortMessage,
  type MenuCommand,
  type OpenOutcome,
  shellChannels,
} from '../../shared/kernel/shell.ts';
import { appAddress } from './app-origin.ts';
import { placeWindow, type Rectangle } from './window-state.ts';
import type { WindowStateStore } from './window-state-store.ts';

export interface WindowsDependencies {
  create(bounds: Rectangle): BrowserWindow;
  workAreas(): Rectangle[];
  stateStore: WindowStateStore;
  /** A port linked to the backend; undefined while it is down. */
  connectBackend(): MessagePortMain | undefined;
  /** Wires a new window to guards, menus and dialogs. */
  onCreated(window: BrowserWindow): void;
  onClose(event: { preventDefault(): void }, window: BrowserWindow): void;
  report(what: string, error: unknown): void;
}

interface Entry {
  readonly window: BrowserWindow;
  unsentCount: number;
  wantsPort: boolean;
  listens: boolean;
  waitingFiles: OpenOutcome[];
  waitingCommands: MenuCommand[];
}

export type Windows = ReturnType<typeof createWindows>;

/** All windows of the app, what each has asked for, and the ways to reach them. */
export function createWindows(dependencies: WindowsDependencies) {
  /** In the order of use: the window that was focused last comes last. */
  let entries: Entry[] = [];

  const entryOf = (contents: WebContents) => entries.find(({ window }) => window.webContents === contents);

  function open(): BrowserWindow {
    const covered = entries.map(({ window }) => window.getNormalBounds());
    const place = placeWindow(dependencies.stateStore.current(), dependencies.workAreas(), covered);
    const window = dependencies.create(place.bounds);
    const entry = newEntry(window);
    entries.push(entry);
    const keepState = () =>
      dependencies.stateStore.keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    for (const change of ['resize', 'move', 'maximize', 'unmaximize'] as const) {
      window.on(change as 'resize', keepState);
    }
    window.on('focus', () => {
      entries = [...entries.filter((other) => other !== entry), entry];
    });
    window.on('close', (event) => dependencies.onClose(event, window));
    window.on('closed', () => {
      entries = entries.filter((other) => other !== entry);
    });
    window.once('ready-to-show', () => {
      if (place.maximized) window.maximize();
      window.show();
    });
    dependencies.onCreated(window);
    window.loadURL(appAddress()).catch((error: unknown) => dependencies.report('A page did not load', error));
    return window;
  }

  function deliverPort(entry: Entry): void {
    const port = dependencies.connectBackend();
    if (port) entry.window.webContents.postMessage(shellChannels.backendPort, backendPortMessage, [port]);
  }

  function flush(entry: Entry): void {
    const contents = entry.window.webContents;
    for (const file of entry.waitingFiles.splice(0)) contents.send(shellChannels.fileOpened, file);
    for (const command of entry.waitingCommands.splice(0)) contents.send(shellChannels.menuCommand, command);
  }

  /** The window used last; a new one when there is none (macOS keeps running without windows). */
  function lastOrNew(): Entry {
    if (entries.length === 0) open();
    const entry = entries.at(-1);
    if (!entry) throw new Error('a window that was just opened is missing');
    return entry;
  }

  return {
    open,
    all: () => entries.map(({ window }) => window),
    windowOf: (contents: WebContents) => entryOf(contents)?.window,
    unsentCount: (window: BrowserWindow) => entryOf(window.webContents)?.unsentCount ?? 0,
    setUnsentCount(contents: WebContents, count: number) {
      const entry = entryOf(contents);
      if (entry) entry.unsentCount = count;
    },
    requestPort(contents: WebContents) {
      const entry = entryOf(contents);
      if (!entry) return;
      // Remembered, so that a window that asks while the backend is down is served when it is back.
      entry.wantsPort = true;
      deliverPort(entry);
    },
    backendLost() {
      for (const { window } of entries) window.webContents.send(shellChannels.backendLost);
    },
    backendRestarted() {
      for (const entry of entries) {
        entry.window.webContents.send(shellChannels.backendRestarted);
        if (entry.wantsPort) deliverPort(entry);
      }
    },
    /** The page listens now: what waited for it is sent, what comes later is sent at once. */
    pageReady(contents: WebContents) {
      const entry = entryOf(contents);
      if (!entry) return;
      entry.listens = true;
      flush(entry);
    },
    /** The page is being replaced (reload, crash): what its successor has not asked for must wait again. */
    pageGone(contents: WebContents) {
      const entry = entryOf(contents);
      if (entry) Object.assign(entry, { wantsPort: false, listens: false, unsentCount: 0 });
    },
    deliverFile(file: OpenOutcome) {
      const entry = lastOrNew();
      entry.waitingFiles.push(file);
      if (entry.listens) flush(entry);
    },
    command(command: MenuCommand) {
      const entry = lastOrNew();
      entry.waitingCommands.push(command);
      if (entry.listens) flush(entry);
    },
    focusLast() {
      const { window } = lastOrNew();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

function newEntry(window: BrowserWindow): Entry {
  return {
    window,
    unsentCount: 0,
    wantsPort: false,
    listens: false,
    waitingFiles: [],
    waitingCommands: [],
  };
}
