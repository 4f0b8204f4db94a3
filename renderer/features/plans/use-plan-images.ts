import { useEffect, useState } from 'react';
import { companionDocumentId } from '../../../shared/documents/companions.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { openDocument } from '../../api/documents/document-session.ts';
import { type ChapterImageStore, createChapterImages } from './editor/chapter-images.ts';

/** The images of a plan: a document of their own, open as long as the plan is. */
export function usePlanImages(planId: string): ChapterImageStore | undefined {
  const { connection } = useBackend();
  const [store, setStore] = useState<ChapterImageStore>();
  useEffect(() => {
    const session = openDocument(connection, companionDocumentId(planId, 'images'));
    const images = createChapterImages(session.doc);
    setStore(images);
    return () => {
      setStore(undefined);
      images.dispose();
      session.close();
    };
  }, [connection, planId]);
  return store;
}
