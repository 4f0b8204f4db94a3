import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { NewEntry, RoomStorage } from '../storage/room-storage.ts';
import type { ConnectionSnapshot } from '../transport/connection-table.ts';
import type { TrafficCounters } from '../transport/peer-connection.ts';

/** What the figures are read from when somebody asks for them. */
export interface MeasuredRelay {
  readonly registry: Pick<RoomRegistry, 'size' | 'pendingBytes'>;
  readonly connections: { snapshot(): ConnectionSnapshot; readonly traffic: TrafficCounters };
}

/** An event by its kind; refusals and endings also by their code. */
export interface MeasuredEvent {
  readonly kind: string;
  readonly status?: number;
  readonly code?: number;
}

/**
 * Figures for Prometheus. They name kinds and codes, never documents, members or addresses: whoever may
 * read figures need not learn who works on what.
 */
export class RelayMetrics {
  readonly #registry = new Registry();
  readonly #commitSeconds: Histogram;
  readonly #syncSeconds: Histogram;
  readonly #stored = { entries: 0, bytes: 0 };
  readonly #refused: Counter<'code'>;
  readonly #closed: Counter<'code'>;
  readonly #events: Counter<'kind'>;

  constructor() {
    const registers = [this.#registry];
    const buckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
    this.#commitSeconds = new Histogram({
      name: 'relay_commit_seconds',
      help: 'Time of one transaction, which holds all updates of a turn',
      buckets,
      registers,
    });
    this.#syncSeconds = new Histogram({
      name: 'relay_sync_seconds',
      help: 'Time until the disk has what was committed, where commits do not wait for it',
      buckets,
      registers,
    });
    this.#total('relay_entries_stored_total', 'Log entries stored', () => this.#stored.entries);
    this.#total('relay_entry_bytes_stored_total', 'Bytes of log entries stored', () => this.#stored.bytes);
    this.#refused = new Counter({
      name: 'relay_refused_total',
      help: 'Requests that were not let in, by HTTP status or close code',
      labelNames: ['code'],
      registers,
    });
    this.#closed = new Counter({
      name: 'relay_connections_ended_total',
      help: 'Connections that the relay has ended, by close code',
      labelNames: ['code'],
      registers,
    });
    this.#events = new Counter({
      name: 'relay_events_total',
      help: 'What happened, by kind; the log has the details',
      labelNames: ['kind'],
      registers,
    });
    // Memory, event loop lag, garbage collection and file handles of the process.
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 100 });
  }

  /** Figures that are read at the moment of asking. */
  watch({ registry, connections }: MeasuredRelay): void {
    this.#gauge('relay_rooms', 'Documents in memory', () => registry.size);
    this.#gauge('relay_pending_bytes', 'Received and not yet stored', () => registry.pendingBytes);
    const connected = new Gauge({
      name: 'relay_connections',
      help: 'Open connections, by transport',
      labelNames: ['transport'],
      registers: [this.#registry],
      collect() {
        const { webSockets, polling } = connections.snapshot();
        connected.set({ transport: 'websocket' }, webSockets);
        connected.set({ transport: 'polling' }, polling);
      },
    });
    this.#gauge('relay_connections_throttled', 'Connections not read because of what they sent', () => {
      return connections.snapshot().throttled;
    });
    this.#gauge('relay_unsent_bytes', 'Waiting to be sent', () => connections.snapshot().bufferedBytes);
    const traffic: readonly (keyof TrafficCounters)[] = ['messagesIn', 'bytesIn', 'messagesOut', 'bytesOut'];
    for (const name of traffic) {
      const snakeCase = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      this.#total(`relay_${snakeCase}_total`, `Protocol messages: ${name}`, () => connections.traffic[name]);
    }
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        gauge.set(read());
      },
    });
  }

  /** A count that is kept elsewhere as a plain number: adding to it is on the way of every update. */
  #total(name: string, help: string, read: () => number): void {
    let reported = 0;
    const counter = new Counter({
      name,
      help,
      registers: [this.#registry],
      collect() {
        counter.inc(read() - reported);
        reported = read();
      },
    });
  }

  noteEvent({ kind, status, code }: MeasuredEvent): void {
    if (kind === 'refused') this.#refused.inc({ code: String(status) });
    else if (kind === 'peerClosed') this.#closed.inc({ code: String(code) });
    else this.#events.inc({ kind });
  }

  /** The same storage, with its commits measured. */
  measured(storage: RoomStorage): RoomStorage {
    const append = async (entries: readonly NewEntry[]): Promise<readonly number[]> => {
      const sequences = await timed(this.#commitSeconds, () => storage.append(entries));
      this.#stored.entries += entries.length;
      for (const { update } of entries) this.#stored.bytes += update.length;
      return sequences;
    };
    const sync = storage.sync && (() => timed(this.#syncSeconds, storage.sync!));
    return new Proxy(storage, {
      get(target, name) {
        if (name === 'append') return append;
        if (name === 'sync') return sync;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
      },
    });
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

async function timed<T>(seconds: Histogram, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await work();
  seconds.observe((performance.now() - startedMs) / 1_000);
  return result;
}
