import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { ChangeEvent } from '../../../shared/contract/events.ts';
import type { BackupRow, WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import type { WallClock } from '../../../shared/kernel/clock.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import {
  createWorkspaceFile,
  openWorkspaceFile,
  readWorkspaceFile,
  refuseWhenInUse,
} from '../db/workspace-file.ts';
import { syncFolder } from '../../../relay/storage/sync-to-disk.ts';
import { asAppError } from '../db/sqlite-errors.ts';
import type { After } from '../sync/timers.ts';
import type { BackupService } from './backup-service.ts';
import { createWorkspaceContext, type WorkspaceContext } from './workspace-context.ts';
import type { ProfileService } from './profile-service.ts';
import { described, look } from './workspace-look.ts';
import { describeWorkspace, readDescription, type WorkspaceDescription } from './workspace-description.ts';

/** The workspaces of a profile, at most one of them open. */
export interface WorkspaceService {
  list(): WorkspaceRow[];
  /** The workspace that belongs to a partnership; undefined when no readable one does. */
  findShared(sharedId: string): string | undefined;
  /** The open workspace; throws `noWorkspaceOpen` when there is none. */
  current(): WorkspaceContext;
  isOpen(): boolean;
  /** Makes a workspace, fills it and opens it. When filling fails nothing of it stays. */
  create(description: WorkspaceDescription, fill: (context: WorkspaceContext) => void): Promise<string>;
  open(id: string): Promise<void>;
  /** Opens what was open last, if it can be opened; the list tells why not. */
  reopenLast(): Promise<void>;
  close(): Promise<void>;
  remove(id: string): Promise<void>;
  restoreRemoved(id: string): Promise<void>;
  /** Writes a backup of a workspace, open or not. */
  backUp(id: string): Promise<BackupRow>;
  /** Puts a backup in the place of a workspace and opens it; what was there is kept as a backup. */
  restoreBackup(id: string, fileName: string): Promise<void>;
  /** The same with a copy from anywhere: it says which workspace it is of. Returns that workspace's id. */
  restoreCopy(path: string): Promise<string>;
  path(id: string): string;
}

export interface WorkspaceServiceOptions {
  profile: ProfileService;
  backups: BackupService;
  wallClock: WallClock;
  after: After;
  newId: () => string;
  announce: (event: ChangeEvent) => void;
  /** Called with every workspace that is opened. */
  opened: (context: WorkspaceContext) => void;
  /** Called before it is closed: writes what is waiting. */
  closing: () => Promise<void>;
  /** Told of a daily backup that could not be made: the work goes on without it. */
  backupFailed: (error: unknown) => void;
}

const firstBackupMs = 20_000;
/** An app that stays open for days makes its daily backup too. */
const backupCheckMs = 60 * 60 * 1000;

export function createWorkspaceService(options: WorkspaceServiceOptions): WorkspaceService {
  const { profile, backups } = options;
  const root = join(profile.profileDir, 'workspaces');
  const trash = join(profile.profileDir, 'trash');
  const folder = (id: string) => join(root, checkedId(id));
  const path = (id: string) => join(folder(id), 'workspace.sqlite');
  let open: WorkspaceContext | undefined;
  let callOffBackup = () => {};

  const contextOf = (id: string, database: Database) =>
    createWorkspaceContext({
      id,
      database,
      deviceId: profile.stored().deviceId,
      wallClock: options.wallClock,
      actor: () => profile.stored().displayName,
      announce: options.announce,
    });

  const backUpWhenDue = ({ id, database }: WorkspaceContext) => {
    try {
      backups.backUpWhenDue(id, database);
    } catch (error) {
      options.backupFailed(error);
    }
  };
  /** Not while the first screen is waited for: copying a large workspace takes a second. */
  const backUpLater = (context: WorkspaceContext, delayMs: number) => {
    callOffBackup = options.after(delayMs, () => {
      backUpWhenDue(context);
      backUpLater(context, backupCheckMs);
    });
  };

  const close = async () => {
    if (!open) return;
    const context = open;
    callOffBackup();
    try {
      await options.closing();
      backUpWhenDue(context);
    } finally {
      open = undefined;
      context.database.close();
    }
  };

  const makeCurrent = (context: WorkspaceContext) => {
    open = context;
    try {
      options.opened(context);
    } catch (error) {
      open = undefined;
      context.database.close();
      throw error;
    }
    backUpLater(context, firstBackupMs);
    options.announce({ type: 'workspace' });
    // Last: when the disk is too full even for this, the workspace is open all the same.
    profile.update({ currentWorkspaceId: context.id });
  };

  const openById = async (id: string) => {
    if (open?.id === id) return;
    // The file is opened before the present one is closed: a damaged one leaves the user where they were.
    const database = openWorkspaceFile(path(id), (file) => backups.copyBeforeUpgrade(id, file));
    try {
      await close();
      makeCurrent(contextOf(id, database));
    } catch (error) {
      if (open?.database !== database) database.close();
      throw error;
    }
  };

  const create: WorkspaceService['create'] = async (description, fill) => {
    const id = options.newId();
    let database: Database | undefined;
    try {
      mkdirSync(folder(id));
    } catch (error) {
      throw asAppError(error);
    }
    try {
      const created = createWorkspaceFile(path(id));
      database = created;
      const context = contextOf(id, created);
      created.transaction(() => {
        describeWorkspace(created, id, description);
        fill(context);
      })();
      syncFolder(root);
      await close();
      makeCurrent(context);
      return id;
    } catch (error) {
      if (!database || open?.database !== database) {
        database?.close();
        rmSync(folder(id), { recursive: true, force: true });
      }
      throw asAppError(error);
    }
  };

  const remove = async (id: string) => {
    if (open?.id === id) {
      await close();
      profile.update({ currentWorkspaceId: null });
    }
    moveToTrash(id);
    options.announce({ type: 'workspace' });
  };

  // Opening and closing wait for writes: one after the other, or two windows would open two files at once.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => undefined); // the caller gets the failure; the next one must still run
    return result;
  };

  return {
    list() {
      return readdirSync(root)
        .filter(isId)
        .flatMap((id) => describe(id) ?? []);
    },
    findShared: (sharedId) =>
      readdirSync(root)
        .filter(isId)
        .find((id) => existsSync(path(id)) && lookAt(id)?.sharedId === sharedId),
    current() {
      if (!open) throw new AppError('noWorkspaceOpen');
      return open;
    },
    isOpen: () => open !== undefined,
    create: (description, fill) => inTurn(() => create(description, fill)),
    open: (id) => inTurn(() => openById(id)),
    reopenLast: () =>
      inTurn(async () => {
        const lastId = profile.stored().currentWorkspaceId;
        if (lastId === null || !existsSync(path(lastId))) return;
        try {
          await openById(lastId);
        } catch (error) {
          if (!(error instanceof AppError)) throw error; // the list shows the expected ones beside the workspace
        }
      }),
    close: () => inTurn(close),
    remove: (id) => inTurn(() => remove(id)),
    restoreRemoved: (id) =>
      inTurn(async () => {
        const removed = join(trash, checkedId(id));
        if (!existsSync(removed)) throw new AppError('notFound');
        renameSync(removed, folder(id));
        options.announce({ type: 'workspace' });
      }),
    backUp: (id) =>
      inTurn(async () => {
        if (open?.id === id) return backups.backUp(id, open.database, 'manual');
        const database = openWorkspaceFile(path(id), (file) => backups.copyBeforeUpgrade(id, file));
        try {
          return backups.backUp(id, database, 'manual');
        } finally {
          database.close();
        }
      }),
    restoreCopy: (copy) =>
      inTurn(async () => {
        const id = readWorkspaceFile(copy, readDescription)?.id ?? '';
        if (!isId(id)) throw new AppError('backupDamaged');
        if (open?.id === id) await close();
        backups.restoreFrom(id, copy);
        await openById(id);
        return id;
      }),
    restoreBackup: (id, fileName) =>
      inTurn(async () => {
        folder(id);
        if (open?.id === id) await close();
        backups.restore(id, fileName);
        await openById(id);
      }),
    path,
  };

  function moveToTrash(id: string): void {
    if (!existsSync(folder(id))) throw new AppError('notFound');
    refuseWhenInUse(path(id));
    try {
      mkdirSync(trash, { recursive: true });
      renameSync(folder(id), join(trash, id));
    } catch (error) {
      throw asAppError(error);
    }
  }

  function lookAt(id: string) {
    return open?.id === id ? described(open.database) : look(path(id));
  }

  function describe(id: string): WorkspaceRow | undefined {
    const file = path(id);
    if (!existsSync(file)) return undefined;
    const stats = statSync(file);
    const found = lookAt(id);
    if (!found) return undefined; // left behind by a creation that did not finish
    return {
      id,
      name: found.name,
      demo: found.demo,
      condition: found.condition,
      modifiedAt: stats.mtimeMs,
      sizeBytes: stats.size,
      backups: backups.list(id).length,
    };
  }
}

function isId(name: string): boolean {
  return /^[A-Za-z0-9-]{1,64}$/.test(name);
}

/** Ids come over the border: none may lead out of the profile folder. */
function checkedId(id: string): string {
  if (!isId(id)) throw new AppError('notFound');
  return id;
}
