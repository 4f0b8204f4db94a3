import { useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { documentCompatibility, planMetaMap } from '../../../../shared/documents/plan-document.ts';

/** Whether a newer version of the app has written the document; it can happen while it is open. */
export function useIsNewerDocument(document: Y.Doc): boolean {
  return useSyncExternalStore(
    (listener) => {
      const meta = planMetaMap(document);
      meta.observe(listener);
      return () => meta.unobserve(listener);
    },
    () => documentCompatibility(document) === 'newer',
  );
}
