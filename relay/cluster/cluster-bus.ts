/**
 * Carries messages between relays, as a hint only: they may be lost, come twice, or come late. Nothing
 * waits for it and nothing fails because of it.
 */
export interface ClusterBus {
  /** Called once, before anything else. */
  start(listener: BusListener): void;
  /** Messages of the channel come from now on, or from when the bus is back. */
  subscribe(channel: string): void;
  unsubscribe(channel: string): void;
  /** Sends to all who subscribed, this process included; drops the message when the bus is away or behind. */
  publish(channel: string, message: Uint8Array): void;
  close(): Promise<void>;
}

export interface BusListener {
  onMessage(channel: string, message: Uint8Array): void;
  /** From here on messages of these channels come; earlier ones may be missing. */
  onSubscribed(channels: readonly string[]): void;
  /** The bus is away. That this is not called does not mean that it is there. */
  onLost(): void;
}
