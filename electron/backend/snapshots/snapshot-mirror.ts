import {
  type CommonsSnapshot,
  type ListedSnapshot,
  maxListedSnapshots,
  readCommonsSnapshots,
  sameCommonsSnapshot,
  writeCommonsSnapshot,
  writeCommonsWithdrawal,
} from '../../../shared/documents/commons-snapshots.ts';
import {
  clearSnapshotBytes,
  readSnapshotBytes,
  snapshotDocumentId,
  snapshotHashOf,
  writeSnapshotBytes,
} from '../../../shared/documents/snapshot-document.ts';
import { isForPartnership } from '../../../shared/domain/snapshots/visibility.ts';
import { type CommonsMirror, createCommonsMirror } from '../documents/commons-mirror.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import type { LocalDocument } from '../documents/local-document.ts';
import type { SnapshotRepository, StoredSnapshot } from '../repositories/snapshot-repository.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { snapshotHash } from './snapshot-file.ts';
import { withdraws } from './snapshot-service.ts';

export interface SnapshotMirrorOptions {
  context: WorkspaceContext;
  repository: SnapshotRepository;
  hub: Pick<DocumentHub, 'open' | 'read' | 'onCommitted' | 'setFurtherDocuments'>;
  wallClock: () => number;
  reportBug: (error: unknown) => string;
}

/** All that others may put on this laptop; what would go beyond is listed and not loaded. */
const maxReceivedBytes = 256 * 1024 * 1024;
/** What a broken peer overwrites is written again this often before it is left alone until the next start. */
const maxRepairs = 3;

/** Keeps the snapshots of this laptop and those of the partnership's commons in step. */
export function createSnapshotMirror(options: SnapshotMirrorOptions): CommonsMirror {
  const { context, repository, hub } = options;
  const repairs = new Map<string, number>();
  /** Snapshots whose document may hold news; at the start every one. */
  let unread: Set<string> | 'all' = 'all';
  const mayRepair = (key: string) => {
    const count = repairs.get(key) ?? 0;
    repairs.set(key, count + 1);
    return count < maxRepairs;
  };
  const reconcile = async (document: LocalDocument, isClosed: () => boolean) => {
    const news = unread;
    unread = new Set();
    const listed = readCommonsSnapshots(document.doc);
    let changed = noteListed(listed);
    const byHash = new Map(listed.map((item) => [item.entry.hash, item]));
    for (const stored of repository.list()) {
      if (isClosed()) return;
      const { hash } = stored.entry;
      const isNews = news === 'all' || news.has(hash);
      if (stored.own && stored.state === 'shared') await publish(document, stored, byHash.get(hash), isNews);
      else if (stored.own && stored.state === 'withdrawn') {
        await takeBack(document, stored, byHash.get(hash), isNews);
      } else if (isWanted(stored) && isNews) changed = (await receive(stored)) || changed;
      else if (isGone(stored) && isNews) await clearBytes(hash);
    }
    followDocuments();
    if (changed) context.announce({ type: 'snapshots' });
  };
  /** The first entry of a hash counts; later words for it change nothing but its withdrawal. */
  const noteListed = (listed: readonly ListedSnapshot[]): boolean => {
    let changed = false;
    let room = maxListedSnapshots - repository.list().filter(({ own }) => !own).length;
    for (const { entry, withdrawnWith } of listed) {
      let stored = repository.get(entry.hash);
      if (!stored) {
        room -= 1;
        if (room < 0) continue;
        stored = { entry, state: 'shared', own: null, notedAt: options.wallClock(), receivedAt: null };
        repository.put(stored);
        changed = true;
      }
      if (stored.state !== 'withdrawn' && withdraws(withdrawnWith, stored)) {
        endHere(stored);
        changed = true;
      } else if (stored.own && stored.state === 'kept') {
        // A copy of this workspace from before it was shared was brought back.
        repository.put({ ...stored, state: 'shared' });
        changed = true;
      }
    }
    return changed;
  };
  /** Withdrawn: others lose its content; whoever made it keeps it as what was frozen. */
  const endHere = (stored: StoredSnapshot) => {
    context.database.transaction(() => {
      repository.put({ ...stored, state: 'withdrawn', receivedAt: stored.own ? stored.receivedAt : null });
      if (!stored.own) repository.removeBytes(stored.entry.hash);
    })();
    if (unread !== 'all') unread.add(stored.entry.hash);
    mirror.changed();
  };
  const publish = async (
    document: LocalDocument,
    stored: StoredSnapshot,
    listed: ListedSnapshot | undefined,
    isNews: boolean,
  ) => {
    const { entry } = stored;
    // The border: what is not for the partnership does not pass, however it came to be marked.
    if (!isForPartnership(entry.visibility)) {
      options.reportBug(new Error(`a snapshot that stays here is marked as shared: ${entry.hash}`));
      return;
    }
    const bytes = repository.bytes(entry.hash);
    if (!bytes) return;
    if (isNews || !listed) {
      await withDocument(entry.hash, async (carrier) => {
        const present = readSnapshotBytes(carrier.doc, entry.byteLength);
        if (present && snapshotHash(present) === entry.hash) return;
        if (mayRepair(`bytes ${entry.hash}`)) await carrier.change((doc) => writeSnapshotBytes(doc, bytes));
      });
    }
    // The bytes first: an entry without them would make others wait.
    const shared = entry as CommonsSnapshot;
    if (listed && sameCommonsSnapshot(listed.entry, shared)) return;
    if (mayRepair(`entry ${entry.hash}`)) await document.change((doc) => writeCommonsSnapshot(doc, shared));
  };
  const takeBack = async (
    document: LocalDocument,
    stored: StoredSnapshot,
    listed: ListedSnapshot | undefined,
    isNews: boolean,
  ) => {
    const { hash } = stored.entry;
    const secret = stored.own?.secret ?? '';
    if (isNews || listed?.withdrawnWith !== secret) await clearBytes(hash);
    if (listed?.withdrawnWith === secret || !mayRepair(`withdrawal ${hash}`)) return;
    await document.change((doc) => {
      writeCommonsSnapshot(doc, stored.entry as CommonsSnapshot);
      writeCommonsWithdrawal(doc, hash, secret);
    });
  };
  const clearBytes = (hash: string) =>
    withDocument(hash, async (carrier) => {
      await carrier.change(clearSnapshotBytes);
    });
  /** True when the bytes are here now. What does not fit the hash is left where it is and not believed. */
  const receive = async ({ entry }: StoredSnapshot): Promise<boolean> => {
    const doc = await hub.read(snapshotDocumentId(entry.hash));
    const bytes = readSnapshotBytes(doc, entry.byteLength);
    doc.destroy();
    if (!bytes || snapshotHash(bytes) !== entry.hash) return false;
    const now = repository.get(entry.hash);
    if (!now || !isWanted(now)) return false;
    context.database.transaction(() => {
      repository.putBytes(entry.hash, bytes);
      repository.put({ ...now, receivedAt: options.wallClock() });
    })();
    return true;
  };
  const withDocument = async (hash: string, work: (carrier: LocalDocument) => Promise<void>) => {
    const carrier = await hub.open(snapshotDocumentId(hash));
    try {
      await work(carrier);
    } finally {
      carrier.close();
    }
  };
  /** Links: for what this laptop gives or takes back, and for what it still waits for. */
  const followDocuments = () => {
    let free = maxReceivedBytes - repository.receivedBytes();
    const wanted = repository.list().flatMap((stored) => {
      const { entry, own, state } = stored;
      const documentId = snapshotDocumentId(entry.hash);
      if (own && state !== 'kept') return { documentId, title: titleOf(own.assessmentId) };
      if (!isWanted(stored)) return [];
      free -= entry.byteLength;
      return free < 0 ? [] : { documentId, title: null };
    });
    hub.setFurtherDocuments(wanted);
  };
  const titleOf = (assessmentId: string): string => {
    const title = context.entities.get('assessment', assessmentId)?.fields['title'];
    return typeof title === 'string' ? title : '';
  };
  const mirror = createCommonsMirror({
    hub,
    reconcile,
    concerns(documentId) {
      const hash = snapshotHashOf(documentId);
      if (hash !== undefined && unread !== 'all') unread.add(hash);
      return hash !== undefined;
    },
    reportBug: options.reportBug,
  });
  mirror.changed();
  return mirror;
}

/** Others share it and its content is not here. */
function isWanted({ own, state, receivedAt }: StoredSnapshot): boolean {
  return own === null && state === 'shared' && receivedAt === null;
}

function isGone({ own, state }: StoredSnapshot): boolean {
  return own === null && state === 'withdrawn';
}
