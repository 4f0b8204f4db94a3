import { beforeEach, describe, expect, it } from 'vitest';
import { AwarenessBoard } from './awareness-board.ts';

const limits = { maxPresentClients: 3, presenceExpiryMs: 1_000 };
const entry = (client: number, clock: number, state = `{"at":${clock}}`) => ({ client, clock, state });

/** What members hear of the changes. */
const changesOf = (board: AwarenessBoard) =>
  board.takeChanges().map(({ client, clock, state }) => ({ client, clock, state }));

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
    expect(changesOf(board)).toEqual([entry(1, 2), entry(2, 1)]);
    expect(board.hasChanges).toBe(false);
    expect(changesOf(board)).toEqual([]);
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
    expect(changesOf(board)).toEqual([entry(1, 6, 'null')]);
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
    expect(changesOf(board)).toEqual([]);
    expect(board.present()).toEqual([entry(1, 5)]);
    board.removeOwner(second, 0);
    expect(changesOf(board)).toEqual([entry(1, 6, 'null')]);
  });

  it('RP-33 nobody else changes or ends a client that introduced itself', () => {
    board.apply([entry(1, 5)], first, 0);
    board.apply([entry(2, 1)], second, 0);
    board.takeChanges();
    board.apply([entry(1, 9, '{"name":"forged"}')], second, 0);
    board.apply([entry(1, 9, 'null')], second, 0);
    expect(changesOf(board)).toEqual([]);
    expect(board.present()).toContainEqual(entry(1, 5));
  });

  it('lets a connection that speaks for several clients change and take them along', () => {
    board.apply([entry(1, 1), entry(2, 1)], first, 0);
    board.apply([entry(2, 2, 'null')], first, 0);
    expect(changesOf(board)).toEqual([entry(1, 1), entry(2, 2, 'null')]);
    board.removeOwner(first, 0);
    expect(changesOf(board)).toEqual([entry(1, 2, 'null')]);
  });

  it('RP-34 ends clients that went silent, and forgets those gone', () => {
    board.apply([entry(1, 1)], first, 0);
    board.apply([entry(2, 1)], second, 900);
    board.takeChanges();
    board.expire(1_500);
    expect(changesOf(board)).toEqual([entry(1, 2, 'null')]);
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

describe('who is present through other processes', () => {
  let board: AwarenessBoard;
  const [member, other, elsewhere] = [{ name: 'member' }, { name: 'other' }, { name: 'elsewhere' }];
  const news = (client: number, clock: number, claimed = true, state = `{"at":${clock}}`) => ({
    ...entry(client, clock, state),
    claimed,
  });
  beforeEach(() => {
    board = new AwarenessBoard(limits);
  });

  it('RC-8 shows them, and tells other processes of those here only', () => {
    board.apply([entry(1, 1)], member, 0);
    board.applyElsewhere([news(2, 1)], elsewhere, 0);
    expect(board.takeChanges()).toEqual([
      { ...news(1, 1), here: true },
      { ...news(2, 1), here: false },
    ]);
    expect(board.present()).toEqual([entry(1, 1), entry(2, 1)]);
    expect(board.presentHere()).toEqual([news(1, 1)]);
  });

  it('RC-8 ends them with their process, without telling that on, and nobody else', () => {
    board.apply([entry(1, 1)], member, 0);
    board.applyElsewhere([news(2, 1)], elsewhere, 0);
    board.takeChanges();
    board.removeOwner(elsewhere, 0);
    expect(board.takeChanges()).toEqual([{ ...news(2, 1, false, 'null'), here: false }]);
    board.removeOwner(member, 0);
    expect(board.takeChanges()).toEqual([{ ...news(1, 2, false, 'null'), here: true }]);
  });

  it('RC-8 echoes of clients here neither change nor end those elsewhere', () => {
    board.applyElsewhere([news(2, 5)], elsewhere, 0);
    board.apply([entry(1, 1)], member, 0);
    board.takeChanges();
    board.apply([entry(2, 5), entry(2, 5, 'null'), entry(2, 9)], member, 0);
    expect(board.hasChanges).toBe(false);
  });

  it('RC-8 a client that moves here at the same clock is said to be here; the end of the old connection does not end it', () => {
    board.applyElsewhere([news(2, 5)], elsewhere, 0);
    board.takeChanges();
    board.apply([entry(2, 5)], member, 0);
    expect(board.takeChanges()).toEqual([{ ...news(2, 5), here: true }]);
    board.applyElsewhere([news(2, 6, false, 'null')], elsewhere, 0);
    expect(board.hasChanges).toBe(false);
    expect(board.presentHere()).toEqual([news(2, 5)]);
  });

  it('RC-8 a client that moved elsewhere stays when its old connection here ends', () => {
    board.apply([entry(2, 5)], member, 0);
    board.applyElsewhere([news(2, 5)], elsewhere, 0);
    board.takeChanges();
    board.removeOwner(member, 0);
    expect(board.hasChanges).toBe(false);
    board.apply([entry(2, 5)], other, 0);
    board.removeOwner(elsewhere, 0);
    expect(board.presentHere()).toEqual([news(2, 5)]);
  });
});
