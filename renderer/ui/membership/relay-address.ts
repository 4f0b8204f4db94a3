export type RelayAddressProblem = 'addressRequired' | 'addressInvalid';

/** What is wrong with a relay's address as it is typed; undefined when it can be used. A bare host means wss. */
export function relayAddressProblem(address: string): RelayAddressProblem | undefined {
  if (address.trim() === '') return 'addressRequired';
  const url = parse(address);
  const usable =
    url && /^wss?:$/.test(url.protocol) && url.hostname !== '' && url.username === '' && url.password === '';
  return usable ? undefined : 'addressInvalid';
}

/** True for an address over which texts and key would travel readable through other networks. */
export function isUnencryptedRemote(address: string): boolean {
  const url = parse(address);
  if (url?.protocol !== 'ws:') return false;
  return !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

function parse(address: string): URL | null {
  const text = address.trim();
  if (/[\s\\]/.test(text)) return null;
  return URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `wss://${text}`);
}
