import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type Browser, type Page } from 'playwright-core';
import { launchElectronApp } from '../../electron-stand-in/launch.ts';
import { launchBrowser, watchFaults } from './browser.ts';
import { portOf, repositoryRoot, startHost } from './processes.ts';

/** The app as a user has it, whatever it runs in. */
export interface RunningApp {
  readonly page: Page;
  /** What the page reported as wrong until now. */
  readonly faults: readonly string[];
  /** SIGKILL for the process that stores the work; resolves when a new one serves the same window. */
  killBackend(): Promise<void>;
  /** Does what saves a file and answers the dialog with that path, where there is one. */
  saveAs(path: string, act: () => Promise<void>): Promise<void>;
  /** Does what asks for a file and picks this one. */
  pickFile(path: string, act: () => Promise<void>): Promise<void>;
  /** Chooses the command of the menu that opens a file, or where there is no menu its button, and picks this one. */
  openFromMenu(path: string): Promise<void>;
  /** Ends the app as a user does. */
  close(): Promise<void>;
}

export interface AppHost {
  readonly name: string;
  /** The system starts the app for a file, by a double click. */
  readonly opensFilesOfSystem: boolean;
  start(profileDir: string, file?: string): Promise<RunningApp>;
  dispose(): Promise<void>;
}

const mainBundle = join(repositoryRoot, 'dist/main/main.mjs');

/** Every way to run the app on this machine. Real Electron joins in where its binary is there. */
export async function availableHosts(): Promise<AppHost[]> {
  const hosts = [browserHost(await launchBrowser()), standInHost()];
  const binary = electronBinary();
  return binary ? [...hosts, electronHost(binary)] : hosts;
}

function browserHost(browser: Browser): AppHost {
  return {
    name: 'browser host',
    opensFilesOfSystem: false,
    async start(profileDir) {
      let program = await startHost(profileDir);
      const { address } = program;
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
      const page = await context.newPage();
      const faults = watchFaults(page);
      await page.goto(address);
      // The page takes the token out of its address before anything may change that address.
      await page.waitForFunction(() => !window.location.hash.includes('token='));
      const pickFile: RunningApp['pickFile'] = async (path, act) => {
        const chooser = page.waitForEvent('filechooser');
        await act();
        await (await chooser).setFiles(path);
      };
      return {
        page,
        faults,
        async killBackend() {
          await program.kill();
          program = await startHost(profileDir, portOf(address));
        },
        async saveAs(path, act) {
          const download = page.waitForEvent('download');
          await act();
          await (await download).saveAs(path);
        },
        pickFile,
        openFromMenu(path) {
          return pickFile(path, () => page.getByRole('button', { name: 'Open a file…' }).first().click());
        },
        async close() {
          await context.close();
          await program.stop();
        },
      };
    },
    dispose: () => browser.close(),
  };
}

function standInHost(): AppHost {
  return {
    name: 'desktop shell on the stand-in for Electron',
    opensFilesOfSystem: true,
    async start(profileDir, file) {
      const app = await launchElectronApp({ profileDir, mainBundle, args: file === undefined ? [] : [file] });
      const page = await app.firstWindow();
      const pickFile: RunningApp['pickFile'] = async (path, act) => {
        await app.queueDialogAnswer({ kind: 'open', filePaths: [path] });
        await act();
      };
      return {
        page,
        faults: watchFaults(page),
        killBackend: () => app.killBackend(),
        async saveAs(filePath, act) {
          await app.queueDialogAnswer({ kind: 'save', filePath });
          await act();
        },
        pickFile,
        openFromMenu(path) {
          return pickFile(path, () => app.clickMenu('openFile'));
        },
        async close() {
          // With work that is not on the relay yet the shell asks; a test that leaves means it.
          await app.queueDialogAnswer({ kind: 'message', button: 'Leave anyway' });
          await app.quit();
        },
      };
    },
    dispose: () => Promise.resolve(),
  };
}

function electronHost(executablePath: string): AppHost {
  return {
    name: `desktop shell on Electron (${executablePath})`,
    opensFilesOfSystem: true,
    async start(profileDir, file) {
      const app = await _electron.launch({
        executablePath,
        args: [repositoryRoot, '--profile', profileDir, ...(file === undefined ? [] : [file])],
      });
      const page = await app.firstWindow();
      const pickFile: RunningApp['pickFile'] = async (path, act) => {
        await app.evaluate(({ dialog }, chosen) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
        }, path);
        await act();
      };
      return {
        page,
        faults: watchFaults(page),
        async killBackend() {
          await app.evaluate(({ app: electron }) => {
            const backend = electron.getAppMetrics().find(({ type }) => type === 'Utility');
            if (backend) process.kill(backend.pid, 'SIGKILL');
          });
        },
        async saveAs(filePath, act) {
          await app.evaluate(({ dialog }, path) => {
            dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
          }, filePath);
          await act();
        },
        pickFile,
        openFromMenu(path) {
          return pickFile(path, () =>
            app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('openFile')?.click()),
          );
        },
        close: () => app.close(),
      };
    },
    dispose: () => Promise.resolve(),
  };
}

function electronBinary(): string | undefined {
  const folders = [
    process.env['ELECTRON_OVERRIDE_DIST_PATH'],
    join(repositoryRoot, 'node_modules/electron/dist'),
  ];
  const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'];
  return folders
    .flatMap((folder) => (folder ? names.map((name) => join(folder, name)) : []))
    .find((path) => existsSync(path));
}
