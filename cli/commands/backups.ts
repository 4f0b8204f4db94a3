import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../shared/kernel/errors.ts';
import { CommandFailure, type Session } from '../session.ts';

/** Writes a verified backup and prints where it is. */
export async function backup(session: Session, options: { workspace?: string; out?: string }): Promise<void> {
  const { services, profileDir, print } = session;
  const { context } = await session.workspace(options.workspace);
  if (options.out !== undefined) {
    services.backups.backUpTo(resolve(options.out), context.database);
    return print(resolve(options.out));
  }
  const { fileName } = await services.workspaces.backUp(context.id);
  print(join(profileDir, 'workspaces', context.id, 'backups', fileName));
}

/** Puts a backup in the place of its workspace; a name from `list`, or the path of a copy. */
export async function restore(
  session: Session,
  options: { workspace?: string; backup: string },
): Promise<void> {
  const { services, text, note, print } = session;
  const own = ownBackup(session, options);
  if (own) await services.workspaces.restoreBackup(own.workspaceId, own.fileName);
  const id = own?.workspaceId ?? (await services.workspaces.restoreCopy(existingFile(options.backup)));
  if (options.workspace !== undefined && options.workspace !== id) note(text('restoredOther', { id }));
  note(text('restored'));
  print(id);
}

interface OwnBackup {
  workspaceId: string;
  fileName: string;
}

/** A backup that lies in the profile, by its name; the name says nothing when two workspaces have it. */
function ownBackup(
  { services }: Session,
  options: { workspace?: string; backup: string },
): OwnBackup | undefined {
  const ids =
    options.workspace === undefined ? services.workspaces.list().map(({ id }) => id) : [options.workspace];
  const found = ids.flatMap((workspaceId) =>
    services.backups
      .list(workspaceId)
      .filter(({ fileName }) => fileName === options.backup)
      .map(({ fileName }) => ({ workspaceId, fileName })),
  );
  if (found.length > 1) throw new CommandFailure('whichWorkspace');
  return found[0];
}

function existingFile(path: string): string {
  if (!existsSync(path)) throw new AppError('fileNotReadable', { file: path });
  return resolve(path);
}
