import { EventEmitter } from 'node:events';

import { toChromium } from './addresses.ts';
import { PreventableEvent } from './preventable-event.ts';
import { type PageHost, type PagePreferences, WebContents } from './web-contents.ts';

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface WindowOptions extends Partial<Bounds> {
  show?: boolean;
  title?: string;
  webPreferences?: PagePreferences;
}

/** All windows; the focused one is last. */
export class WindowList extends EventEmitter {
  windows: BrowserWindow[] = [];
  #lastId = 0;

  nextId(): number {
    return (this.#lastId += 1);
  }
}

/** Electron's `BrowserWindow` as a window of Chromium. The host is given once by `browserWindowClass`. */
export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly options: WindowOptions;
  #list: WindowList;
  #host: PageHost;
  #bounds: Bounds;
  #ready: Promise<void>;
  #maximized = false;
  #minimized = false;
  #destroyed = false;

  constructor(options: WindowOptions, list: WindowList, host: PageHost) {
    super();
    this.options = options;
    this.#list = list;
    this.#host = host;
    this.id = list.nextId();
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.webContents = new WebContents(this.id, host);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    list.windows.push(this);
    this.#ready = this.#create();
  }

  async loadURL(address: string): Promise<void> {
    await this.#ready;
    const origin = /^[a-z0-9-]+:\/\/[a-z0-9-]+/.exec(address)?.[0] ?? address;
    const chromiumOrigin = toChromium(origin, this.#host.session.schemes);
    for (const setting of this.#host.session.permissionSettings(origin)) {
      await this.#host.cdp.send('Browser.setPermission', { ...setting, origin: chromiumOrigin });
    }
    if (!this.#destroyed) await this.webContents.loadURL(address);
  }

  show(): void {
    this.focus();
  }

  focus(): void {
    this.#list.windows = [...this.#list.windows.filter((other) => other !== this), this];
    void this.#host.targets.activate(this.webContents.targetId);
    this.emit('focus');
  }

  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#maximized = false;
    this.emit('unmaximize');
  }

  minimize(): void {
    this.#minimized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getNormalBounds(): Bounds {
    return { ...this.#bounds };
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = { ...bounds };
    this.emit('move');
    this.emit('resize');
  }

  /** Asks the listeners of `close` first. */
  close(): void {
    const event = new PreventableEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    void this.#ready.then(() => this.#host.targets.close(this.webContents.targetId));
    this.gone();
  }

  /** The window no longer exists, whoever closed it. */
  gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.close();
    this.#list.windows = this.#list.windows.filter((other) => other !== this);
    this.emit('closed');
    this.#list.emit('closed');
  }

  async #create(): Promise<void> {
    const { width, height } = this.#bounds;
    const target = await this.#host.targets.create({ width, height });
    await this.webContents.attach(target, this.options.webPreferences ?? {});
  }
}

/** The class as the app sees it: it knows its host already, and has Electron's statics. */
export function browserWindowClass(list: WindowList, host: PageHost) {
  return class extends BrowserWindow {
    constructor(options: WindowOptions = {}) {
      super(options, list, host);
    }

    static getAllWindows(): BrowserWindow[] {
      return [...list.windows];
    }

    static getFocusedWindow(): BrowserWindow | null {
      return list.windows.at(-1) ?? null;
    }

    static fromWebContents(contents: WebContents): BrowserWindow | null {
      return list.windows.find((window) => window.webContents === contents) ?? null;
    }
  };
}
