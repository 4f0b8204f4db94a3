import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { roomNetworks } from './room-networks.ts';

const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:01',
  internal,
  cidr: null,
});
const v6 = (address: string): NetworkInterfaceInfo => ({ ...v4(address), family: 'IPv6', scopeid: 0 });

it('LR-40 offers the network that people share first, this machine never, and says what the others are', () => {
  const networks = roomNetworks({
    lo: [v4('127.0.0.1', true)],
    docker0: [v4('172.17.0.1')],
    wan: [v4('84.205.1.2')],
    cable: [v4('169.254.7.7')],
    tun0: [v4('10.8.0.2')],
    nothing: [],
    six: [v6('fd00::7')],
    'Wi-Fi': [v6('fe80::1'), v6('fd12::5'), v6('2a02::5'), v4('192.168.178.30')],
    gone: undefined,
  });
  expect(networks.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    'Wi-Fi private',
    'cable alone',
    'docker0 virtual',
    'tun0 virtual',
    'wan public',
  ]);
  expect(networks[0]).toMatchObject({ address: '192.168.178.30', further: ['fd12::5'] });
});
