/** What an operator of several relays should be able to see. Carries no content and no addresses. */
export type ClusterEvent =
  | { readonly kind: 'clusterBusAway' }
  | { readonly kind: 'clusterBusBack' }
  | { readonly kind: 'clusterBusFailed'; readonly error: unknown }
  | { readonly kind: 'clusterMessageRefused'; readonly reason: string }
  | { readonly kind: 'catchUpFailed'; readonly rooms: number; readonly error: unknown }
  | { readonly kind: 'storeChangedOutside'; readonly room: string }
  | { readonly kind: 'databaseAway'; readonly error: unknown }
  | { readonly kind: 'databaseBack' };

export type ClusterEventListener = (event: ClusterEvent) => void;
