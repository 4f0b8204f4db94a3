import { describe, expect, test } from 'vitest';
import type { MemberRow } from '../../../shared/contract/membership.ts';
import { type MemberColumn, sortMembers } from './member-order.ts';

const member = (displayName: string, lastSeenAt: number | null, removed = false): MemberRow => ({
  id: displayName,
  displayName,
  organisation: '',
  partner: null,
  role: 'editor',
  removed,
  device: '',
  joinedAt: 0,
  lastSeenAt,
});
const members = [
  member('Đ', 300),
  member('B', 100),
  member('A', 200),
  member('0 former', 50, true),
  member('D', null),
  member('C', 100),
];
const names = (column: MemberColumn, descending = false) =>
  sortMembers(members, { column, descending }, (left, right) => left.localeCompare(right, 'hr')).map(
    ({ displayName }) => displayName,
  );

describe('the order of members', () => {
  test('by name, former members last', () => {
    expect(names('name')).toEqual(['A', 'B', 'C', 'D', 'Đ', '0 former']);
    expect(names('name', true)).toEqual(['Đ', 'D', 'C', 'B', 'A', '0 former']);
  });

  test('by last connection, those who stayed away for longest first', () => {
    expect(names('lastSeen')).toEqual(['D', 'B', 'C', 'A', 'Đ', '0 former']);
    expect(names('lastSeen', true)).toEqual(['Đ', 'A', 'B', 'C', 'D', '0 former']);
  });
});
