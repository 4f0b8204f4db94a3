import { app, BrowserWindow, dialog, ipcMain, nativeTheme, protocol, screen, session, shell } from 'electron';

import type { InterfaceLanguage } from '../../shared/kernel/languages.ts';
import { fileSizeLimitBytes } from '../../shared/kernel/shell.ts';
import { listenToApp } from './app-events.ts';
import { appScheme } from './app-origin.ts';
import { createAssetHandler } from './app-protocol.ts';
import { superviseBackend } from './backend-process.ts';
import { createFileDialogs } from './file-dialogs.ts';
import { readChosenFile } from './files.ts';
import { createIpc } from './ipc.ts';
import { createLeaveGuard } from './leave-guard.ts';
import type { Log } from './log.ts';
import { createMenus } from './menus.ts';
import { builtPaths, shellPaths } from './paths.ts';
import { createScanningWindows, guardSession } from './permissions.ts';
import { askToLeave, askToRetryBackend } from './questions.ts';
import { registerShellIpc } from './shell-ipc.ts';
import { textsFor } from './texts.ts';
import { windowOptions } from './window-options.ts';
import type { Rectangle } from './window-state.ts';
import { openWindowStateStore } from './window-state-store.ts';
import { wireWindow } from './window-wiring.ts';
import { createWindows } from './windows.ts';

export interface ShellStart {
  readonly profileFolder: string;
  /** The folder of the built main file; the other built parts lie beside it. */
  readonly mainFolder: string;
  readonly log: Log;
  /** Files that the first start was asked to open; asked for once, when later ones are listened for. */
  firstFiles(): readonly string[];
  readonly language: InterfaceLanguage;
  onLanguage(language: InterfaceLanguage): void;
}

/** Puts the parts together and opens the first window. */
export async function startShell(start: ShellStart): Promise<void> {
  const built = builtPaths(start.mainFolder);
  const report = (what: string, error?: unknown) => void start.log.write(what, error);
  const developer = !app.isPackaged;
  let texts = textsFor(start.language);
  const stateStore = await openWindowStateStore(shellPaths(start.profileFolder).windowState, report);
  await app.whenReady();

  const supervisor = superviseBackend(built.backend, start.profileFolder, {
    report,
    onLost: () => windows.backendLost(),
    onRestarted: () => windows.backendRestarted(),
    onGivenUp: () => {
      void askToRetryBackend(dialog, texts, start.log.path).then((retry) => {
        if (retry) supervisor.retry();
        else app.quit();
      });
    },
  });
  const windows = createWindows({
    create: (bounds) => createBrowserWindow(bounds, texts('appName'), built.preload),
    workAreas,
    stateStore,
    connectBackend: () => supervisor.connect(),
    onCreated: (window) =>
      wireWindow(window, {
        dialog,
        texts: () => texts,
        showContextMenu: (template) => menus.showContextMenu(template, window),
        openExternally: (link) => {
          shell.openExternal(link).catch((error: unknown) => report('A link could not be opened', error));
        },
        pageGone: () => windows.pageGone(window.webContents),
        report,
      }),
    onClose: (event, window) => leaveGuard.beforeWindowCloses(event, window),
    report,
  });
  const leaveGuard = createLeaveGuard<BrowserWindow>({
    openWindows: windows.all,
    unsentCount: windows.unsentCount,
    askToLeave: (window, count) => askToLeave(dialog, window, texts, count),
    close: (window) => window.close(),
    quit: () => app.quit(),
    report,
  });
  const menus = createMenus(
    { newWindow: () => void windows.open(), command: (name) => windows.command(name) },
    developer,
  );
  const setLanguage = (language: InterfaceLanguage) => {
    texts = textsFor(language);
    start.onLanguage(language);
    menus.setLanguage(texts);
    setSpellCheck(language);
  };
  const openFiles = async (paths: readonly string[]) => {
    for (const path of paths) {
      windows.deliverFile(await readChosenFile(path, { as: 'bytes', maxBytes: fileSizeLimitBytes }, report));
    }
  };

  protocol.handle(appScheme, createAssetHandler(built.renderer));
  const scanningWindows = createScanningWindows();
  guardSession(session.defaultSession, scanningWindows);
  const fileDialogs = createFileDialogs(dialog, documentsFolder(report), report);
  registerShellIpc(createIpc(ipcMain, report), { windows, fileDialogs, scanningWindows, setLanguage });
  listenToApp({
    windows,
    leaveGuard,
    openFiles,
    finish: () => Promise.all([supervisor.close(), stateStore.flush()]),
  });
  const firstFiles = start.firstFiles();
  setLanguage(start.language);
  // The backend first: it takes longest.
  supervisor.start();
  windows.open();
  await openFiles(firstFiles);
}

function createBrowserWindow(bounds: Rectangle, title: string, preloadPath: string): BrowserWindow {
  return new BrowserWindow(
    windowOptions({
      bounds,
      title,
      dark: nativeTheme.shouldUseDarkColors,
      preloadPath,
      appVersion: app.getVersion(),
      developer: !app.isPackaged,
    }),
  );
}

/** Where file dialogs start. Some Linux desktops have no folder for documents. */
function documentsFolder(report: (what: string, error: unknown) => void): string {
  try {
    return app.getPath('documents');
  } catch (error) {
    report('There is no folder for documents', error);
    return app.getPath('home');
  }
}

/** The screens without task bars, the primary one first. */
function workAreas(): Rectangle[] {
  return [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
}

/** The chosen language and English, as far as the system has them. macOS picks by itself. */
function setSpellCheck(language: InterfaceLanguage): void {
  const wished = language === 'en' ? ['en-GB'] : [language, 'en-GB'];
  const available = session.defaultSession.availableSpellCheckerLanguages;
  session.defaultSession.setSpellCheckerLanguages(wished.filter((wish) => available.includes(wish)));
}
