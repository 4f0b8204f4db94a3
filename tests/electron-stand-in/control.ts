import type { App } from './app.ts';
import type { Bounds, WindowList } from './browser-window.ts';
import type { DialogAnswer, Dialogs, ShownDialog } from './dialogs.ts';
import { Menu, type MenuOutline } from './menus.ts';
import type { Session } from './session.ts';
import type { UtilityProcess } from './utility-process.ts';

export interface WindowInfo {
  targetId: string;
  address: string;
  bounds: Bounds;
  maximized: boolean;
}

/** What a test can do to the app and see of it, from outside its process. */
export interface Control {
  endpoint(): string | undefined;
  windows(): WindowInfo[];
  clickMenu(id: string): Promise<void>;
  menu(): MenuOutline[];
  answerDialog(answer: DialogAnswer): void;
  dialogs(): ShownDialog[];
  openedLinks(): string[];
  spellCheckerLanguages(): string[];
  killBackend(): void;
  backendPid(): number | undefined;
  closeWindow(targetId: string): void;
  placeWindow(targetId: string, bounds: Bounds, maximized: boolean): void;
  openFile(path: string): void;
  quit(): void;
}

interface StandIn {
  app: App;
  windows: WindowList;
  dialogs: Dialogs;
  openedLinks: string[];
  utilities: UtilityProcess[];
  session: Session;
  endpoint(): string | undefined;
}

export type Command = { id: number; name: keyof Control; args: unknown[] };
export type Reply = { id: number; value?: unknown; error?: string };

/** Carries out what the test asks over the process's message link. */
export function listenToTest(standIn: StandIn): void {
  if (!process.send) return;
  const control = createControl(standIn);
  process.on('message', (command: Command) => {
    const work = control[command.name] as (...args: unknown[]) => unknown;
    void Promise.resolve()
      .then(() => work(...command.args))
      .then(
        (value) => reply({ id: command.id, value }),
        (error: unknown) => reply({ id: command.id, error: String(error) }),
      );
  });
  // The test is gone: nothing may be left running.
  process.on('disconnect', () => standIn.app.exit(1));
}

function reply(message: Reply): void {
  if (process.connected) process.send?.(message);
}

function createControl(standIn: StandIn): Control {
  const { app, windows, dialogs, openedLinks, utilities, session } = standIn;
  const windowOf = (targetId: string) => {
    const window = windows.windows.find(({ webContents }) => webContents.targetId === targetId);
    if (!window) throw new Error(`no window ${targetId}`);
    return window;
  };
  const backend = () => utilities.findLast(({ pid }) => pid !== undefined);
  return {
    endpoint: () => standIn.endpoint(),
    windows: () =>
      windows.windows.map((window) => ({
        targetId: window.webContents.targetId,
        address: window.webContents.getURL(),
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
      })),
    clickMenu: async (id) => {
      if (!Menu.application) throw new Error('no menu');
      await Menu.application.click(id, windows.windows.at(-1), () => app.quit());
    },
    menu: () => Menu.application?.outline() ?? [],
    answerDialog: (answer) => dialogs.answer(answer),
    dialogs: () => dialogs.shown,
    openedLinks: () => openedLinks,
    spellCheckerLanguages: () => session.spellCheckerLanguages,
    killBackend: () => void backend()?.kill('SIGKILL'),
    backendPid: () => backend()?.pid,
    closeWindow: (targetId) => windowOf(targetId).close(),
    placeWindow: (targetId, bounds, maximized) => {
      const window = windowOf(targetId);
      window.setBounds(bounds);
      if (maximized) window.maximize();
    },
    openFile: (path) => app.openFile(path),
    quit: () => app.quit(),
  };
}
