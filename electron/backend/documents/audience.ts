/** Which documents windows of this laptop have open. */
export interface Audience {
  attached: (documentId: string, attached: boolean) => void;
  isLookedAt: (documentId: string) => boolean;
  /** Calls whenever a window opens a document. */
  onLookedAt: (listener: (documentId: string) => void) => () => void;
}

export function createAudience(): Audience {
  const windows = new Map<string, number>();
  const listeners = new Set<(documentId: string) => void>();
  return {
    attached(documentId, attached) {
      const count = (windows.get(documentId) ?? 0) + (attached ? 1 : -1);
      if (count > 0) windows.set(documentId, count);
      else windows.delete(documentId);
      if (attached) for (const listener of listeners) listener(documentId);
    },
    isLookedAt: (documentId) => windows.has(documentId),
    onLookedAt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
