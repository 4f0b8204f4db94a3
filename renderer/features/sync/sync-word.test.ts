import { describe, expect, it } from 'vitest';
import { type DocumentSync, noSync, type RoomSync, type SyncStatus } from '../../../shared/contract/plans.ts';
import { syncWord } from './sync-word.ts';

const plan = (state: DocumentSync['state'], unconfirmedChanges = 0): DocumentSync => ({
  documentId: `plan-${state}`,
  title: 'Plan',
  state,
  unconfirmedChanges,
  lastConfirmedAt: null,
  peers: 0,
  room: { state: 'none', unconfirmedChanges: 0, lastConfirmedAt: null },
  readOnly: null,
});

const status = (relay: SyncStatus['relay'], documents: DocumentSync[] = []): SyncStatus => ({
  ...noSync,
  relay,
  documents,
  unconfirmedChanges: documents.reduce((sum, document) => sum + document.unconfirmedChanges, 0),
});

const word = (report: SyncStatus | undefined) => syncWord(report, 'connected');

describe('the word that says where the work is', () => {
  it('claims nothing without a backend or before its report', () => {
    expect(syncWord(status('connected', [plan('confirmed')]), 'lost').key).toBe('lost');
    expect(syncWord(status('none'), 'connecting').key).toBe('lost');
    expect(word(undefined).key).toBe('lost');
  });

  it('says that work is here while there is no relay', () => {
    expect(word(status('none', [plan('local', 4)])).key).toBe('savedHere');
  });

  it('says "on the server" only when the relay confirmed every document', () => {
    expect(word(status('connected', [plan('confirmed'), plan('confirmed')])).key).toBe('onServer');
    expect(word(status('connected', [plan('confirmed'), plan('local')])).key).toBe('savedHere');
    expect(word(status('connected', [plan('confirmed', 1)])).key).toBe('sending');
    expect(word(status('connected', [plan('confirmed'), plan('sending')])).key).toBe('sending');
    expect(word(status('connected')).key).toBe('savedHere');
    expect(word(status('connecting', [plan('confirmed')])).key).toBe('savedHere');
  });

  it('counts what waits while offline, also while it tries to connect', () => {
    expect(word(status('offline', [plan('waiting', 3)]))).toMatchObject({ key: 'offline', count: 3 });
    expect(word(status('connecting', [plan('waiting', 2)]))).toMatchObject({ key: 'offline', count: 2 });
    expect(word(status('offline', [plan('confirmed')]))).toMatchObject({ key: 'offlineDone', count: 0 });
  });

  it('asks for the user when the relay or one document was refused, whatever else is true', () => {
    expect(word(status('refused')).key).toBe('needsYou');
    expect(word(status('connected', [plan('confirmed'), plan('refused')])).key).toBe('needsYou');
  });

  it('says "in the room" when the host has confirmed everything, or this laptop is the room of others', () => {
    const inRoom = (relay: SyncStatus['relay'], room: Partial<RoomSync>, plans = [plan('local')]) =>
      word({ ...status(relay, plans), room: { ...noSync.room, ...room } });
    const guest: Partial<RoomSync> = { role: 'guest', link: 'connected', others: 1 };
    expect(inRoom('none', guest).key).toBe('inRoom');
    expect(inRoom('offline', guest, [plan('waiting', 3)]).key).toBe('inRoom');
    expect(inRoom('connected', guest, [plan('confirmed')]).key).toBe('onServer');
    expect(inRoom('none', { ...guest, unconfirmedChanges: 2 })).toMatchObject({ key: 'sending', count: 2 });
    const sending = { ...plan('local'), room: { ...plan('local').room, state: 'sending' as const } };
    expect(inRoom('none', guest, [sending]).key).toBe('sending');
    expect(inRoom('none', { role: 'host', others: 2 }).key).toBe('inRoom');
    expect(inRoom('none', { role: 'host', others: 0 }).key).toBe('savedHere');
  });

  it('counts what a guest has for a room that is away, unless there is a relay to speak of', () => {
    const away = (relay: SyncStatus['relay'], plans: DocumentSync[] = []) =>
      word({
        ...status(relay, plans),
        room: { ...noSync.room, role: 'guest', link: 'offline', unconfirmedChanges: 4 },
      });
    expect(away('none')).toMatchObject({ key: 'offline', count: 4 });
    expect(away('offline', [plan('waiting', 7)])).toMatchObject({ key: 'offline', count: 7 });
  });

  it('asks for the user when the room refuses this laptop', () => {
    const room = { ...noSync.room, role: 'guest' as const, link: 'refused' as const };
    expect(word({ ...status('connected', [plan('confirmed')]), room }).key).toBe('needsYou');
  });
});
