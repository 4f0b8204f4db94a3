import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';

import { toChromium, toElectron } from './addresses.ts';
import type { Cdp } from './cdp.ts';
import { createClone } from './clone.ts';
import type { IpcMain } from './ipc-main.ts';
import {
  fromShellName,
  pageWorldScript,
  preloadWorldName,
  preloadWorldScript,
  toShellName,
} from './page-scripts.ts';
import { type MessagePortMain, RemotePorts } from './ports.ts';
import type { FromPage, ToPage } from './preload-world.ts';
import { PreventableEvent } from './preventable-event.ts';
import { answerRequest, type PausedRequest } from './requests.ts';
import type { Session } from './session.ts';
import type { Targets } from './targets.ts';

export interface PageHost {
  readonly cdp: Cdp;
  readonly targets: Targets;
  readonly session: Session;
  readonly ipcMain: IpcMain;
  readonly versions: Readonly<Record<string, string>>;
}

export interface PagePreferences {
  preload?: string;
  additionalArguments?: string[];
}

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** Electron's `WebContents` over one page of Chromium. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session: Session;
  targetId = '';
  #host: PageHost;
  #sessionId = '';
  #worldId: number | undefined;
  #frameId = '';
  #address = '';
  #appNavigation = '';
  #ports = new RemotePorts();
  #clone = createClone();
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #isClosed = false;

  constructor(id: number, host: PageHost) {
    super();
    this.id = id;
    this.#host = host;
    this.session = host.session;
  }

  /** Makes the page; nothing is loaded yet. */
  async attach(target: { targetId: string; sessionId: string }, preferences: PagePreferences): Promise<void> {
    this.targetId = target.targetId;
    this.#sessionId = target.sessionId;
    this.#listen();
    const secret = randomUUID();
    const schemes = this.session.schemes;
    const preload = preloadWorldScript({
      secret,
      source: preferences.preload === undefined ? '' : readFileSync(preferences.preload, 'utf8'),
      argv: (preferences.additionalArguments ?? []).map((argument) =>
        argument.replace(/[a-z0-9-]+:\/\/[a-z0-9-]+/, (address) => toChromium(address, schemes)),
      ),
      versions: this.#host.versions,
      platform: process.platform,
    });
    await this.#send('Page.enable');
    await this.#send('Inspector.enable');
    await this.#send('Runtime.enable');
    await this.#send('Runtime.addBinding', { name: toShellName, executionContextName: preloadWorldName });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript(secret) });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', {
      source: preload,
      worldName: preloadWorldName,
    });
    await this.#send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await this.#send('Runtime.runIfWaitingForDebugger');
  }

  async loadURL(address: string): Promise<void> {
    this.#appNavigation = toChromium(address, this.session.schemes);
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await this.#send<{ errorText?: string }>('Page.navigate', {
      url: this.#appNavigation,
    });
    if (errorText) throw new Error(`${errorText} loading '${address}'`);
    await loaded;
  }

  reload(): void {
    this.#appNavigation = toChromium(this.#address, this.session.schemes);
    void this.#send('Page.reload');
  }

  getURL(): string {
    return this.#address;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#toPage({ type: 'message', channel, args: this.#clone.encode(args), ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const { ids, connect } = this.#ports.transfer(
      transfer,
      (port, data) => this.#toPage({ type: 'portMessage', port, data: this.#clone.encode(data) }),
      (port) => this.#toPage({ type: 'portClosed', port }),
    );
    this.#toPage({ type: 'message', channel, args: this.#clone.encode([message]), ports: ids });
    connect();
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  replaceMisspelling(_word: string): void {}

  /** An editing command of a menu role, such as `undo`. */
  async edit(command: string): Promise<void> {
    await this.#send('Input.dispatchKeyEvent', { type: 'rawKeyDown', commands: [command] });
  }

  /** The window is gone: as in Electron, its page is heard of no more, and what is still said to it is lost. */
  close(): void {
    this.#isClosed = true;
    this.#leavePage();
  }

  override emit(name: string, ...args: unknown[]): boolean {
    return !this.#isClosed && super.emit(name, ...args);
  }

  /** The page is left: its ports close. */
  #leavePage(): void {
    this.#worldId = undefined;
    this.#ports.closeAll();
  }

  async #send<Result = unknown>(method: string, params: object = {}): Promise<Result> {
    try {
      return await this.#host.cdp.send<Result>(method, params, this.#sessionId);
    } catch (error) {
      // Nobody waits for the answers of a window that is gone.
      if (this.#isClosed) return await new Promise(() => undefined);
      throw error;
    }
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the event's type
  #on<Params>(method: string, listener: (params: Params) => void): void {
    this.#host.cdp.on(method, listener, this.#sessionId);
  }

  #listen(): void {
    const schemes = this.session.schemes;
    this.#on<{ context: { id: number; name: string; auxData: { frameId: string } } }>(
      'Runtime.executionContextCreated',
      ({ context }) => {
        if (context.name === preloadWorldName && context.auxData.frameId === this.#frameId)
          this.#worldId = context.id;
      },
    );
    this.#on<{ name: string; payload: string; executionContextId: number }>(
      'Runtime.bindingCalled',
      (called) => {
        if (called.name !== toShellName) return;
        this.#worldId = called.executionContextId;
        this.#receive(JSON.parse(called.payload) as FromPage);
      },
    );
    this.#on<{ frame: { id: string; parentId?: string; url: string } }>(
      'Page.frameNavigated',
      ({ frame }) => {
        if (frame.parentId !== undefined) return;
        this.#frameId = frame.id;
        this.#address = toElectron(frame.url, schemes);
      },
    );
    this.#on<{ url: string }>('Page.navigatedWithinDocument', ({ url }) => {
      this.#address = toElectron(url, schemes);
    });
    this.#on('Page.loadEventFired', () => {
      if (this.#address !== 'about:blank') this.emit('did-finish-load');
    });
    this.#on<PausedRequest>('Fetch.requestPaused', (request) => void this.#answer(request));
    this.#on<{ url: string }>('Page.windowOpen', ({ url }) => {
      this.#askToOpen(url);
    });
    this.#on('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed' }));
  }

  async #answer(request: PausedRequest): Promise<void> {
    const { requestId } = request;
    const isDocument = request.resourceType === 'Document' && request.frameId === this.#mainFrame(request);
    if (isDocument && !this.#mayNavigate(request.request.url)) {
      // "No content" is how a navigation ends without leaving the page.
      await this.#settle('Fetch.fulfillRequest', { requestId, responseCode: 204 });
      return;
    }
    if (isDocument) this.#leaveDocument(request.request.url);
    const { method, params } = await answerRequest(request, this.session, this.id);
    await this.#settle(method, params);
  }

  async #settle(method: string, params: object): Promise<void> {
    await this.#send(method, params).catch((error: unknown) => {
      // The page has gone away, or goes elsewhere by now.
      if (!/Invalid InterceptionId|gone|closed|Session/.test(String(error))) throw error;
    });
  }

  #askToOpen(address: string): void {
    const { action } = this.#openHandler({ url: toElectron(address, this.session.schemes) });
    if (action !== 'deny') throw new Error('The stand-in knows refused windows only');
  }

  #mainFrame(request: PausedRequest): string {
    if (this.#frameId === '') this.#frameId = request.frameId;
    return this.#frameId;
  }

  #mayNavigate(address: string): boolean {
    if (withoutHash(address) === withoutHash(this.#appNavigation)) {
      this.#appNavigation = '';
      return true;
    }
    const event = Object.assign(new PreventableEvent(), {
      url: toElectron(address, this.session.schemes),
      isMainFrame: true,
      isSameDocument: false,
    });
    this.emit('will-navigate', event);
    return !event.defaultPrevented;
  }

  #leaveDocument(address: string): void {
    const url = toElectron(address, this.session.schemes);
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false });
    this.#leavePage();
  }

  #toPage(message: ToPage): void {
    if (this.#worldId === undefined) return;
    const expression = `globalThis.${fromShellName}?.(${JSON.stringify(message)})`;
    this.#send('Runtime.evaluate', { expression, contextId: this.#worldId }).catch((error: unknown) => {
      // A message to a page that is just being replaced is lost, as it is in Electron.
      if (!/context|closed|gone|Session/i.test(String(error))) throw error;
    });
  }

  #event() {
    const { origin } = new URL(toChromium(this.#address, this.session.schemes));
    return {
      sender: this,
      senderFrame: { url: this.#address, origin: toElectron(origin, this.session.schemes), parent: null },
      ports: [],
    };
  }

  #receive(message: FromPage): void {
    if (this.#isClosed) return;
    if (message.type === 'portMessage') this.#ports.receive(message.port, this.#clone.decode(message.data));
    else if (message.type === 'portClosed') this.#ports.close(message.port);
    else if (message.type === 'open') this.#askToOpen(message.address);
    else if (message.type === 'failed') throw new Error(`The preload script failed: ${message.text}`);
    else if (message.type === 'send') {
      this.#host.ipcMain.emit(
        message.channel,
        this.#event(),
        ...(this.#clone.decode(message.args) as unknown[]),
      );
    } else void this.#invoke(message.id, message.channel, this.#clone.decode(message.args) as unknown[]);
  }

  async #invoke(id: number, channel: string, args: unknown[]): Promise<void> {
    const reply = await this.#host.ipcMain.invoke(channel, this.#event(), args);
    if ('error' in reply) this.#toPage({ type: 'answer', id, value: null, error: reply.error });
    else this.#toPage({ type: 'answer', id, value: this.#clone.encode(reply.value) });
  }
}

function withoutHash(address: string): string {
  return address.split('#')[0] ?? '';
}
