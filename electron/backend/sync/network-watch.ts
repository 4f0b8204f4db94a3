import { networkInterfaces } from 'node:os';
import type { After } from './timers.ts';

/** Names the networks that this laptop is in, as one text. */
export function networkAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted()
    .join(' ');
}

const lookIntervalMs = 3_000;

/**
 * Calls back when the laptop has come into another network: a cable, a wireless network, the end of
 * sleep. Losing the last one is no reason to try anything. Returns the way to stop.
 */
export function watchNetwork(options: {
  addresses: () => string;
  after: After;
  onChange: () => void;
}): () => void {
  let known = options.addresses();
  let cancel = options.after(lookIntervalMs, look);
  function look(): void {
    cancel = options.after(lookIntervalMs, look);
    const now = options.addresses();
    if (now === known) return;
    known = now;
    if (now !== '') options.onChange();
  }
  return () => cancel();
}
