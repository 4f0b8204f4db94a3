import { expect, test } from 'vitest';
import { isRoomCode } from './room-code-text.ts';

test('codes and links of rooms are told from invitations', () => {
  expect(['0H4Z-8M2K-QX7N-V3PD', '0h4z8m2k qx7nv3pd', '0H4Z-8M2K-QX7N-V3PD-0000'].every(isRoomCode)).toBe(
    true,
  );
  expect(isRoomCode(' clusterpolisee:room?v=1&a=10.0.0.1')).toBe(true);
  const others = ['', '7K3M-Q0ZT-9XW4', 'https://relay.example.org/join#7K3M-Q0ZT-9XW4', '0H4Z-8M2K-QX7N'];
  expect(others.some(isRoomCode)).toBe(false);
});
