import { describe, expect, it } from 'vitest';
import type { RelayLinkState } from '../sync/relay-link.ts';
import { documentState, type PlaceSource, planSync, roomSync, type StatusSources } from './sync-status.ts';

interface Known {
  link?: Partial<RelayLinkState>;
  unconfirmed?: number;
  confirmedAt?: number | null;
}

const connected: RelayLinkState = {
  phase: 'connected',
  reason: null,
  settled: true,
  peers: 0,
  rights: null,
  notTaken: false,
};

/** A place by document id; `far` undefined: no place is set up. */
function place(documents: Readonly<Record<string, Known>>, far: string | undefined = 'far'): PlaceSource {
  const of = (id: string) => documents[id] ?? {};
  return {
    sync: {
      link: (id) => (of(id).link ? { ...connected, ...of(id).link } : undefined),
      relayRoom: () => far,
      overall: () => ({ relay: far === undefined ? 'none' : 'connected', reason: null }),
    },
    confirmations: {
      get: (id) => ({ confirmedSequence: 1, confirmedAt: of(id).confirmedAt ?? null }),
      last: (id) => (documents[id] ? { farRoom: 'far', confirmedAt: of(id).confirmedAt ?? null } : undefined),
      confirm: () => undefined,
      unconfirmedChanges: (id) => of(id).unconfirmed ?? 0,
      beforeCompaction: () => undefined,
    },
  };
}

function sources(
  relay: PlaceSource,
  room = nowhere(),
  hosting: { others: number } | null = null,
): StatusSources {
  return { relay, room, readOnly: () => null, hosting: () => hosting };
}
const nowhere = (documents: Readonly<Record<string, Known>> = {}): PlaceSource => {
  const { sync, confirmations } = place(documents);
  return {
    confirmations,
    sync: { ...sync, relayRoom: () => undefined, overall: () => ({ relay: 'none', reason: null }) },
  };
};
const stateAt = (known: Known) => documentState(sources(place({ plan: known })), 'plan').state;

describe('what is said of a document', () => {
  it('is "on the server" only when the relay has confirmed all there is, on this connection too', () => {
    expect(stateAt({ link: {}, confirmedAt: 5 })).toBe('confirmed');
    expect(stateAt({ link: { settled: false }, confirmedAt: 5 })).toBe('sending');
    expect(stateAt({ link: {}, unconfirmed: 1, confirmedAt: 5 })).toBe('sending');
  });

  it('without a connection rests on what was confirmed before', () => {
    expect(stateAt({ link: { phase: 'offline' }, unconfirmed: 2, confirmedAt: 5 })).toBe('waiting');
    expect(stateAt({ link: { phase: 'offline' }, confirmedAt: 5 })).toBe('confirmed');
    expect(stateAt({ link: { phase: 'offline' } })).toBe('local');
    expect(stateAt({})).toBe('local');
  });

  it('is "refused" when the relay refuses the link, or changes made here while there are some', () => {
    expect(stateAt({ link: { phase: 'refused' }, confirmedAt: 5 })).toBe('refused');
    expect(stateAt({ link: { notTaken: true }, unconfirmed: 1 })).toBe('refused');
    expect(stateAt({ link: { notTaken: true }, confirmedAt: 5 })).toBe('confirmed');
  });

  it('without a relay is "on this laptop"', () => {
    expect(documentState(sources(nowhere()), 'plan')).toMatchObject({
      state: 'local',
      lastConfirmedAt: null,
    });
  });

  it('counts the people of the place that knows more of them', () => {
    const relay = place({ plan: { link: { peers: 1 } } });
    const room = place({ plan: { link: { peers: 3 } } });
    expect(documentState(sources(relay, room), 'plan').peers).toBe(3);
  });
});

describe('what is said of a plan', () => {
  const planAt = (documents: Readonly<Record<string, Known>>) =>
    planSync(sources(place(documents)), 'plan', 'Plan');
  const whole: Known = { link: {}, confirmedAt: 5 };

  it('is as bad as the worst of text, images and comments, and counts the changes of all', () => {
    const comments: Known = { link: { phase: 'offline' }, unconfirmed: 2, confirmedAt: 5 };
    expect(planAt({ plan: whole, 'plan.comments': comments })).toMatchObject({
      state: 'waiting',
      unconfirmedChanges: 2,
    });
    const refused: Known = { link: { phase: 'refused' } };
    expect(planAt({ plan: { ...whole, unconfirmed: 1 }, 'plan.images': refused })).toMatchObject({
      state: 'refused',
      unconfirmedChanges: 1,
    });
  });

  it('takes no notice of companions that were never written', () => {
    expect(planAt({ plan: whole }).state).toBe('confirmed');
  });
});

describe('what is said of a room', () => {
  const known: Known = { link: {}, unconfirmed: 4, confirmedAt: 5 };

  it('which is this laptop: it has everything', () => {
    const all = sources(nowhere(), nowhere({ plan: known }), { others: 2 });
    const { room } = documentState(all, 'plan');
    expect(room).toEqual({ state: 'hosted', unconfirmedChanges: 0, lastConfirmedAt: 5 });
    expect(roomSync(all, [])).toMatchObject({ role: 'host', others: 2 });
  });

  it('which this laptop is in: changes that it lacks, of all documents', () => {
    const all = sources(nowhere(), place({ plan: known, other: known }));
    const documents = ['plan', 'other'].map((id) => documentState(all, id));
    expect(documents[0]?.room.state).toBe('sending');
    expect(roomSync(all, documents)).toMatchObject({ role: 'guest', others: 1, unconfirmedChanges: 8 });
  });

  it('that is over: what came since the last one is in none', () => {
    const all = sources(nowhere(), nowhere({ plan: known }));
    expect(documentState(all, 'plan').room).toEqual({
      state: 'none',
      unconfirmedChanges: 4,
      lastConfirmedAt: 5,
    });
    expect(documentState(all, 'unknown').room).toEqual({
      state: 'none',
      unconfirmedChanges: 0,
      lastConfirmedAt: null,
    });
    expect(roomSync(all, [])).toMatchObject({ role: 'none' });
  });
});
