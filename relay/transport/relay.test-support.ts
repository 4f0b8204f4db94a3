import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type RelaySettings, type RunningRelay, startRelay } from '../relay.ts';
import { defaultRelayLimits, type RelayLimits } from './relay-limits.ts';

type Event = Parameters<RelaySettings['onEvent']>[0];

/** Relays, clients and folders of one test, ended together. */
export class RelayBench {
  readonly events: Event[] = [];
  readonly #folders: string[] = [];
  readonly #relays = new Set<RunningRelay>();
  readonly #providers: WebsocketProvider[] = [];
  readonly #sockets: WebSocket[] = [];

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'relay-test-'));
    this.#folders.push(folder);
    return folder;
  }

  async start(
    options: { folder?: string; port?: number; open?: boolean; limits?: Partial<RelayLimits> } = {},
  ): Promise<RunningRelay & { url: string }> {
    const relay = await startRelay({
      host: '127.0.0.1',
      port: options.port ?? 0,
      dataFolder: options.folder ?? this.folder(),
      open: options.open ?? true,
      limits: { ...defaultRelayLimits, ...options.limits },
      allowedHosts: [],
      allowedOrigins: [],
      onEvent: (event) => this.events.push(event),
    });
    this.#relays.add(relay);
    return { ...relay, url: `ws://127.0.0.1:${relay.port}`, close: () => this.#end(relay) };
  }

  async #end(relay: RunningRelay): Promise<void> {
    if (this.#relays.delete(relay)) await relay.close();
  }

  /** A stock y-websocket client. */
  client(url: string, room: string, params: Record<string, string> = {}) {
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(url, room, doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      maxBackoffTime: 200,
      params,
    });
    this.#providers.push(provider);
    return { doc, provider, text: doc.getText('t') };
  }

  /** A bare WebSocket, for clients that do not behave. */
  async socket(url: string, options: { headers?: Record<string, string>; waitForOpen?: boolean } = {}) {
    const socket = new WebSocket(url, { headers: options.headers ?? {}, perMessageDeflate: false });
    this.#sockets.push(socket);
    const closed = new Promise<{ code: number; reason: string }>((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    const failed = new Promise<Error>((resolve) => {
      socket.on('error', resolve);
    });
    const frames: Uint8Array[] = [];
    socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
    if (options.waitForOpen !== false) {
      await new Promise<void>((resolve, reject) => {
        socket.once('open', () => resolve());
        socket.once('error', reject);
      });
    }
    return { socket, closed, failed, frames };
  }

  async dispose(): Promise<void> {
    for (const provider of this.#providers) {
      provider.destroy();
      provider.doc.destroy();
      provider.awareness.destroy();
    }
    for (const socket of this.#sockets) socket.terminate();
    await Promise.all([...this.#relays].map((relay) => this.#end(relay)));
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}
