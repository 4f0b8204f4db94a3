import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { isIPv6 } from 'node:net';

/** A network that a room can be hosted in. */
export interface RoomNetwork {
  /** The system's name of the interface; people know some of them ("Wi-Fi", "Ethernet"). */
  readonly id: string;
  /** IPv4: what the typed code carries. */
  readonly address: string;
  /** IPv6 addresses of the same network, for the picture that is scanned. */
  readonly further: readonly string[];
  /**
   * private: an ordinary local network. alone: no router gave addresses, as between two laptops and a
   * cable. virtual: of a program, which other laptops rarely share. public: reachable from elsewhere.
   */
  readonly kind: 'private' | 'alone' | 'virtual' | 'public';
  /** Instead of the usual ports. */
  readonly port?: number;
}

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

const byUse: readonly RoomNetwork['kind'][] = ['private', 'alone', 'virtual', 'public'];
const virtualName =
  /docker|veth|vethernet|virtualbox|vmware|vmnet|virbr|^br-|^tun|^tap|utun|tailscale|^zt|wireguard|^wg|vpn|bluetooth/i;

/** The networks that this laptop is in, the likeliest for a room first. */
export function roomNetworks(interfaces: Interfaces = networkInterfaces()): RoomNetwork[] {
  return Object.entries(interfaces)
    .flatMap(
      ([id, addresses = []]) =>
        networkOf(
          id,
          addresses.filter(({ internal }) => !internal),
        ) ?? [],
    )
    .toSorted((left, right) => byUse.indexOf(left.kind) - byUse.indexOf(right.kind));
}

/** This machine alone: for tests of the app, which set it in their profile. Never offered to people. */
export const loopbackNetwork: RoomNetwork = {
  id: 'loopback',
  address: '127.0.0.1',
  further: [],
  kind: 'private',
  port: 0,
};

function networkOf(id: string, addresses: readonly NetworkInterfaceInfo[]): RoomNetwork | undefined {
  const address = addresses.find(({ family }) => family === 'IPv4')?.address;
  if (address === undefined) return undefined;
  // Unique local addresses only: link-local ones mean another interface on each laptop.
  const further = addresses
    .map((each) => each.address)
    .filter((each) => isIPv6(each) && /^f[cd]/i.test(each));
  return { id, address, further: further.slice(0, 3), kind: kindOf(id, address) };
}

function kindOf(id: string, address: string): RoomNetwork['kind'] {
  const [first = 0, second = 0] = address.split('.').map(Number);
  const isPrivate =
    first === 10 || (first === 192 && second === 168) || (first === 172 && second >= 16 && second < 32);
  if (first === 169 && second === 254) return virtualName.test(id) ? 'virtual' : 'alone';
  if (!isPrivate) return 'public';
  return virtualName.test(id) ? 'virtual' : 'private';
}
