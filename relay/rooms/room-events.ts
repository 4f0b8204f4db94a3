import type { DamagedRow } from '../storage/room-storage.ts';

/** What an operator should be able to see. Carries no content of documents. */
export type RoomEvent =
  | { readonly kind: 'loadFailed'; readonly room: string; readonly error: unknown }
  | { readonly kind: 'damagedRows'; readonly room: string; readonly rows: readonly DamagedRow[] }
  | { readonly kind: 'appendFailed'; readonly room: string; readonly error: unknown }
  | { readonly kind: 'compacted'; readonly room: string; readonly durationMs: number; readonly bytes: number }
  | { readonly kind: 'compactionFailed'; readonly room: string; readonly error: unknown }
  | { readonly kind: 'documentFull'; readonly room: string; readonly bytes: number }
  | { readonly kind: 'peerClosed'; readonly room: string; readonly code: number; readonly detail: string }
  | { readonly kind: 'listenerFailed'; readonly room: string; readonly error: unknown };

export type RoomEventListener = (event: RoomEvent) => void;
