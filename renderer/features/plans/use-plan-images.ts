import { useEffect, useMemo, useRef } from 'react';
import { imagesDocumentId, onImageArrival, putImage, readImage } from '../../../shared/documents/images.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { type DocumentSession, openDocument } from '../../api/documents/document-session.ts';

export interface PlanImages {
  /** Stores an image with the plan; resolves to its hash. */
  put(bytes: Uint8Array): Promise<string>;
  /** An address to show the image by; waits until it has arrived on this laptop. */
  url(hash: string): Promise<string>;
}

/** The plan's images: a document of their own, opened when the first image is needed. */
export function usePlanImages(planId: string): PlanImages {
  const { connection } = useBackend();
  const opened = useRef<{ session: DocumentSession; addresses: Map<string, string> }>(undefined);
  useEffect(
    () => () => {
      if (!opened.current) return;
      for (const address of opened.current.addresses.values()) URL.revokeObjectURL(address);
      opened.current.session.close();
      opened.current = undefined;
    },
    [planId],
  );
  return useMemo(() => {
    const store = () => {
      opened.current ??= {
        session: openDocument(connection, imagesDocumentId(planId)),
        addresses: new Map(),
      };
      return opened.current;
    };
    return {
      async put(bytes) {
        const { session } = store();
        await session.synced;
        return putImage(session.doc, bytes, sha256);
      },
      async url(hash) {
        const { session, addresses } = store();
        const known = addresses.get(hash);
        if (known) return known;
        await session.synced;
        const image = (await readImage(session.doc, hash, sha256)) ?? (await arrival(session, hash));
        const address = URL.createObjectURL(new Blob([image.bytes], { type: image.mime }));
        addresses.set(hash, address);
        return address;
      },
    };
  }, [connection, planId]);
}

/** An image whose text came first: the picture itself follows when the other laptop has sent it. */
function arrival(
  session: DocumentSession,
  hash: string,
): Promise<NonNullable<Awaited<ReturnType<typeof readImage>>>> {
  return new Promise((resolve) => {
    const stop = onImageArrival(session.doc, hash, () => {
      void readImage(session.doc, hash, sha256).then((image) => {
        if (!image) return;
        stop();
        resolve(image);
      });
    });
  });
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
