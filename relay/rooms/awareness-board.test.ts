import { beforeEach, describe, expect, it } from 'vitest';
import { AwarenessBoard } from './awareness-board.ts';

const limits = { maxPresentClients: 3, presenceExpiryMs: 1_000 };
const entry = (client: number, clock: number, state = `{"at":${clock}}`) => ({ client, clock, state });

describe('who is present', () => {
  let board: AwarenessBoard;
  const [first, second, third] = [{ name: 'first' }, { name: 'second' }, { name: 'third' }];
  beforeEach(() => {
    board = new AwarenessBoard(limits);
  });

  it('RP-30 tells the last state of each client once a turn', () => {
    board.apply([entry(1, 1)], first, 0);
    board.apply([entry(1, 2)], first, 0);
    board.apply([entry(2, 1)], second, 0);
    expect(board.takeChanges()).toEqual([entry(1, 2), entry(2, 1)]);
    expect(board.hasChanges).toBe(false);
    expect(board.takeChanges()).toEqual([]);
  });

  it('RP-30 passes over what is not newer: stock clients repeat what they heard of others', () => {
    board.apply([entry(1, 5)], first, 0);
    board.apply([entry(2, 1)], second, 0);
    board.takeChanges();
    board.apply([entry(1, 5), entry(1, 4)], second, 0);
    expect(board.hasChanges).toBe(false);
    board.removeOwner(second, 0);
    expect(board.present()).toEqual([entry(1, 5)]);
  });

  it('RP-32 says that a client is gone with its connection, one clock later, and does not let echoes bring it back', () => {
    board.apply([entry(1, 5)], first, 0);
    board.apply([entry(2, 1)], second, 0);
    board.takeChanges();
    board.removeOwner(first, 0);
    expect(board.takeChanges()).toEqual([entry(1, 6, 'null')]);
    board.apply([entry(1, 5), entry(1, 6)], second, 0);
    expect(board.present()).toEqual([entry(2, 1)]);
    board.apply([entry(1, 7)], third, 0);
    expect(board.present()).toContainEqual(entry(1, 7));
  });

  it('RP-33 the late end of an old connection does not remove a client that is back on a new one', () => {
    board.apply([entry(1, 5)], first, 0);
    board.apply([entry(1, 5)], second, 0);
    board.takeChanges();
    board.removeOwner(first, 0);
    expect(board.takeChanges()).toEqual([]);
    expect(board.present()).toEqual([entry(1, 5)]);
    board.removeOwner(second, 0);
    expect(board.takeChanges()).toEqual([entry(1, 6, 'null')]);
  });

  it('RP-33 nobody else changes or ends a client that introduced itself', () => {
    board.apply([entry(1, 5)], first, 0);
    board.apply([entry(2, 1)], second, 0);
    board.takeChanges();
    board.apply([entry(1, 9, '{"name":"forged"}')], second, 0);
    board.apply([entry(1, 9, 'null')], second, 0);
    expect(board.takeChanges()).toEqual([]);
    expect(board.present()).toContainEqual(entry(1, 5));
  });

  it('lets a connection that speaks for several clients change and take them along', () => {
    board.apply([entry(1, 1), entry(2, 1)], first, 0);
    board.apply([entry(2, 2, 'null')], first, 0);
    expect(board.takeChanges()).toEqual([entry(1, 1), entry(2, 2, 'null')]);
    board.removeOwner(first, 0);
    expect(board.takeChanges()).toEqual([entry(1, 2, 'null')]);
  });

  it('RP-34 ends clients that went silent, and forgets those gone', () => {
    board.apply([entry(1, 1)], first, 0);
    board.apply([entry(2, 1)], second, 900);
    board.takeChanges();
    board.expire(1_500);
    expect(board.takeChanges()).toEqual([entry(1, 2, 'null')]);
    board.expire(3_000);
    board.takeChanges();
    board.expire(5_000);
    for (const client of [10, 11, 12]) board.apply([entry(client, 1)], third, 5_000);
    expect(board.present()).toHaveLength(3);
  });

  it('RP-34 takes no more clients than the limit', () => {
    for (let client = 0; client < 10; client++) board.apply([entry(client, 1)], first, 0);
    expect(board.present()).toHaveLength(limits.maxPresentClients);
  });
});
