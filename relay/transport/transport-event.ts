/** What an operator should be able to see of the transport. Carries no content and no keys. */
export type TransportEvent =
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly status: number;
      /** Only where the operator asked for it. */
      readonly address?: string;
    }
  | { readonly kind: 'throttled'; readonly room: string }
  | { readonly kind: 'paused' | 'resumed'; readonly pendingBytes: number }
  | { readonly kind: 'requestFailed'; readonly error: unknown }
  | { readonly kind: 'connectionFailed'; readonly room: string; readonly error: unknown };
