import { AppError } from '../../../shared/kernel/errors.ts';
import type { LinkTokens } from './link-tokens.ts';
import type { LinkTarget } from './relay-link.ts';

/** The relay at which a workspace's documents meet. */
export interface RelaySetting {
  /** `wss://relay.example.org` or `ws://192.168.0.10:4000/path`. */
  address: string;
  /** Undefined for a relay that is open to all on this machine. */
  tokens?: LinkTokens;
}

/** Checks an address as a user types it; throws `relayAddressInvalid`. A bare host is taken as `wss://`. */
export function parseRelayAddress(address: string): URL {
  const text = address.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `wss://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  const usable =
    url && (url.protocol === 'ws:' || url.protocol === 'wss:') && url.hostname !== '' && url.username === '';
  if (!usable || text === '') throw new AppError('relayAddressInvalid');
  url.hash = '';
  url.search = '';
  return url;
}

/** Names one room at one relay: what a confirmation is worth is bound to it. Carries no key. */
export function relayRoomName(relay: RelaySetting, sharedId: string, documentId: string): string {
  return `${baseOf(parseRelayAddress(relay.address))}/${sharedId}/${documentId}`;
}

/** Address of one room, and what to show there. */
export function relayRoomTarget(relay: RelaySetting, sharedId: string, documentId: string): LinkTarget {
  const url = new URL(relayRoomName(relay, sharedId, documentId));
  url.searchParams.set('confirm', '1');
  return { url: url.href, ...(relay.tokens ? { tokens: relay.tokens } : {}) };
}

function baseOf(url: URL): string {
  return url.href.replace(/\/+$/, '');
}
