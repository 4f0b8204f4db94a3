import { AppError } from '../../../shared/kernel/errors.ts';
import type { RelayTarget } from './relay-socket.ts';

/** The relay that a profile is set to. */
export interface RelaySetting {
  /** `wss://relay.example.org` or `ws://192.168.0.10:4000/path`. */
  address: string;
  accessKey: string;
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

/** Address and access key for one room. */
export function relayRoomTarget(relay: RelaySetting, sharedId: string, documentId: string): RelayTarget {
  const url = new URL(relayRoomName(relay, sharedId, documentId));
  url.searchParams.set('confirm', '1');
  return { url: url.href, ...(relay.accessKey === '' ? {} : { bearer: relay.accessKey }) };
}

function baseOf(url: URL): string {
  return url.href.replace(/\/+$/, '');
}
