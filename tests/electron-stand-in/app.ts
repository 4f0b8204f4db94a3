import { EventEmitter } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { WindowList } from './browser-window.ts';
import { PreventableEvent } from './preventable-event.ts';
import { SingleInstance } from './single-instance.ts';

export interface AppOptions {
  readonly version: string;
  readonly systemLanguages: string[];
  readonly earlyFiles: string[];
}

/** Electron's `app`: life cycle, paths and the single-instance lock. */
export class App extends EventEmitter {
  readonly isPackaged = false;
  readonly ready: Promise<void>;
  #options: AppOptions;
  #windows: WindowList;
  #paths = new Map<string, string>();
  #isQuitting = false;
  #endings: (() => void)[] = [];
  #instance: SingleInstance | undefined;
  #start: () => Promise<void>;
  #started: Promise<void> | undefined;

  constructor(options: AppOptions, windows: WindowList, start: () => Promise<void>) {
    super();
    this.#options = options;
    this.#windows = windows;
    this.#start = start;
    this.ready = new Promise((resolve) => this.once('ready', resolve));
    const userData = join(tmpdir(), 'electron-stand-in');
    for (const [name, path] of Object.entries({ userData, sessionData: userData, documents: homedir() })) {
      this.#paths.set(name, path);
    }
    windows.on('closed', () => this.#windowClosed());
  }

  enableSandbox(): void {}

  setAppUserModelId(_id: string): void {}

  getVersion(): string {
    return this.#options.version;
  }

  getPreferredSystemLanguages(): string[] {
    return this.#options.systemLanguages;
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`no such folder: ${path}`);
    this.#paths.set(name, path);
  }

  requestSingleInstanceLock(data: object = {}): boolean {
    const folder = join(this.getPath('userData'), 'single-instance');
    mkdirSync(folder, { recursive: true });
    this.#instance = new SingleInstance(folder);
    return this.#instance.lock(data, (later) =>
      this.emit('second-instance', new PreventableEvent(), [], process.cwd(), later),
    );
  }

  async whenReady(): Promise<void> {
    this.#started ??= this.#start().then(() => {
      for (const path of this.#options.earlyFiles) this.openFile(path);
      this.emit('ready');
    });
    await this.#started;
  }

  /** As macOS does on a double click. */
  openFile(path: string): void {
    this.emit('open-file', new PreventableEvent(), path);
  }

  /** What must end with the app, whichever way it ends. */
  onEnd(ending: () => void): void {
    this.#endings.push(ending);
  }

  quit(): void {
    if (!this.#started) {
      this.exit(0);
      return;
    }
    const beforeQuit = new PreventableEvent();
    this.emit('before-quit', beforeQuit);
    if (beforeQuit.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of this.#windows.windows) window.close();
    if (this.#windows.windows.length > 0) this.#isQuitting = false;
    else this.#willQuit();
  }

  exit(code = 0): void {
    for (const ending of this.#endings.splice(0)) ending();
    this.#instance?.release();
    process.exit(code);
  }

  #windowClosed(): void {
    if (this.#windows.windows.length > 0 || this.#isQuitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  #willQuit(): void {
    const willQuit = new PreventableEvent();
    this.emit('will-quit', willQuit);
    if (!willQuit.defaultPrevented) this.exit(0);
  }
}
