import type { ClusterRoom, PresenceNews, RoomCluster } from '../rooms/room-cluster.ts';
import type { CommittedUpdate } from '../rooms/room-peer.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { SharedRoomStorage } from '../storage/room-storage.ts';
import { CatchUp } from './catch-up.ts';
import type { BusListener, ClusterBus } from './cluster-bus.ts';
import type { ClusterEventListener } from './cluster-event.ts';
import {
  type ClusterMessage,
  decodeClusterMessage,
  encodeClusterMessage,
  hintOf,
} from './cluster-messages.ts';
import { Neighbours } from './neighbours.ts';

export interface RelayClusterOptions {
  /** Names this process; never used twice. */
  readonly relayId: string;
  /** Names the store, so that relays of two stores can share one bus. */
  readonly storeId: string;
  readonly storage: SharedRoomStorage;
  readonly bus: ClusterBus;
  readonly scheduler: Scheduler;
  readonly onEvent: ClusterEventListener;
}

/** How soon a gap is filled from the store when the bus does not do it. */
const tickMs = 100;
const beatMs = 1_000;
/** How often the store is asked for what the bus may have lost without anybody noticing. */
const pollMs = 5_000;

/**
 * Keeps the rooms of this relay in step with those of other relays on the same store. What the bus brings
 * is fast but may be lost; the store is asked whenever something may be missing, and now and then anyway.
 */
export class RelayCluster implements RoomCluster, BusListener {
  readonly #options: RelayClusterOptions;
  readonly #rooms = new Map<string, ClusterRoom>();
  readonly #neighbours: Neighbours;
  readonly #catchUp: CatchUp;
  readonly #relays: string;
  readonly #roomPrefix: string;
  readonly #stop: (() => void)[];
  #arrived = new Map<ClusterRoom, CommittedUpdate[]>();
  #polledAtMs = 0;
  #busUp: boolean | undefined;

  constructor(options: RelayClusterOptions) {
    const { storage, scheduler, onEvent, relayId, storeId, bus } = options;
    this.#options = options;
    this.#neighbours = new Neighbours(relayId, scheduler);
    this.#catchUp = new CatchUp({ storage, scheduler, onEvent });
    this.#relays = `relay:${storeId}:relays`;
    this.#roomPrefix = `relay:${storeId}:room:`;
    this.#stop = [
      scheduler.every(tickMs, () => this.#catchUp.run()),
      scheduler.every(beatMs, () => this.#beat()),
    ];
    bus.start(this);
    bus.subscribe(this.#relays);
    this.#beat();
  }

  /** Rooms that are live here. */
  get size(): number {
    return this.#rooms.size;
  }

  /** False while messages of this relay do not come back to it. */
  get isBusUp(): boolean {
    return this.#neighbours.isBusUp;
  }

  /** Tells the others that this relay and its clients are gone. */
  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    this.#say(this.#relays, { kind: 'leaving', relay: this.#options.relayId });
    await this.#options.bus.close();
  }

  // What rooms tell.

  opened(room: ClusterRoom): void {
    this.#rooms.set(room.name, room);
    this.#options.bus.subscribe(this.#channelOf(room));
  }

  closed(room: ClusterRoom): void {
    this.#catchUp.forget(room);
    if (this.#rooms.get(room.name) !== room) return;
    this.#rooms.delete(room.name);
    this.#options.bus.unsubscribe(this.#channelOf(room));
  }

  committed(room: ClusterRoom, updates: readonly CommittedUpdate[]): void {
    const { relayId } = this.#options;
    this.#say(this.#channelOf(room), { kind: 'committed', relay: relayId, entries: updates.map(hintOf) });
    if (room.hasGap) this.#catchUp.fillGap(room);
  }

  present(room: ClusterRoom, news: readonly PresenceNews[]): void {
    this.#say(this.#channelOf(room), { kind: 'presence', relay: this.#options.relayId, news });
  }

  // What the bus brings.

  onSubscribed(channels: readonly string[]): void {
    for (const channel of channels) {
      const room = this.#roomOf(channel);
      if (!room) continue;
      this.#catchUp.check(room);
      this.#say(channel, { kind: 'whoIsThere', relay: this.#options.relayId });
      this.#tellPresence(room);
    }
  }

  onLost(): void {
    this.#neighbours.lostBus();
  }

  onMessage(channel: string, bytes: Uint8Array): void {
    const message = decodeClusterMessage(bytes);
    if (!message.ok) {
      this.#options.onEvent({ kind: 'clusterMessageRefused', reason: message.error.code });
      return;
    }
    const { value } = message;
    if (value.relay === this.#options.relayId) return this.#neighbours.heardOwn();
    if (value.kind === 'leaving') return this.#forget(value.relay);
    const isNew = this.#neighbours.heard(value.relay);
    // It may have been taken for dead: who is present through it has to be asked again.
    if (isNew) this.#askAll();
    const room = this.#roomOf(channel);
    if (room) this.#take(room, value);
  }

  #take(room: ClusterRoom, message: ClusterMessage): void {
    if (message.kind === 'whoIsThere') this.#tellPresence(room);
    else if (message.kind === 'presence')
      room.hearElsewhere(message.news, this.#neighbours.handleOf(message.relay));
    else if (message.kind === 'committed') {
      for (const { update, sequence, origin } of message.entries) {
        if (update) this.#collect(room, { update, sequence, origin });
        else this.#catchUp.check(room);
      }
    }
  }

  /** All that arrives for a room in one turn goes on together. */
  #collect(room: ClusterRoom, committed: CommittedUpdate): void {
    if (this.#arrived.size === 0) this.#options.scheduler.afterTurn(() => this.#deliver());
    const arrived = this.#arrived.get(room);
    if (arrived) arrived.push(committed);
    else this.#arrived.set(room, [committed]);
  }

  #deliver(): void {
    const arrived = this.#arrived;
    this.#arrived = new Map();
    for (const [room, updates] of arrived) {
      room.takeCommitted(updates);
      if (room.hasGap) this.#catchUp.fillGap(room);
    }
  }

  #beat(): void {
    const { scheduler, relayId, onEvent } = this.#options;
    this.#say(this.#relays, { kind: 'alive', relay: relayId });
    for (const relay of this.#neighbours.silent()) this.#forget(relay);
    const { isBusUp } = this.#neighbours;
    if (this.#busUp !== undefined && this.#busUp !== isBusUp)
      onEvent({ kind: isBusUp ? 'clusterBusBack' : 'clusterBusAway' });
    this.#busUp = isBusUp;
    const nowMs = scheduler.now();
    if (isBusUp && nowMs - this.#polledAtMs < pollMs) return;
    this.#polledAtMs = nowMs;
    for (const room of this.#rooms.values()) this.#catchUp.check(room);
  }

  #forget(relay: string): void {
    const handle = this.#neighbours.forget(relay);
    if (handle) for (const room of this.#rooms.values()) room.forgetElsewhere(handle);
  }

  #askAll(): void {
    for (const room of this.#rooms.values())
      this.#say(this.#channelOf(room), { kind: 'whoIsThere', relay: this.#options.relayId });
  }

  #tellPresence(room: ClusterRoom): void {
    const news = room.presentHere();
    if (news.length > 0) this.present(room, news);
  }

  #say(channel: string, message: ClusterMessage): void {
    this.#options.bus.publish(channel, encodeClusterMessage(message));
  }

  #channelOf(room: ClusterRoom): string {
    return `${this.#roomPrefix}${room.name}`;
  }

  #roomOf(channel: string): ClusterRoom | undefined {
    return channel.startsWith(this.#roomPrefix)
      ? this.#rooms.get(channel.slice(this.#roomPrefix.length))
      : undefined;
  }
}
