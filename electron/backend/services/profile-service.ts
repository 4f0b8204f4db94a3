import { mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Profile } from '../../../shared/contract/workspaces.ts';
import { interfaceLanguages } from '../../../shared/kernel/languages.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import { asAppError } from '../db/sqlite-errors.ts';

const profileShape = z.object({
  deviceId: z.string().min(8).max(64),
  language: z.enum(interfaceLanguages).nullable().catch(null),
  colorScheme: z.enum(['light', 'dark', 'auto']).catch('auto'),
  displayName: z.string().max(80).catch(''),
  /** A relay that is open to all on this machine, for trials: used by workspaces without a partnership. */
  openRelay: z.string().nullable().catch(null),
  currentWorkspaceId: z.string().nullable().catch(null),
  /** Set by hand in the profiles of tests: rooms are hosted for this machine alone. */
  roomOnLoopback: z.boolean().optional().catch(undefined),
});
export type StoredProfile = z.infer<typeof profileShape>;

/** Settings that a newer app version wrote stay in the file. */
const profileSchema = profileShape.loose();

type ProfilePatch = {
  [Field in Exclude<keyof StoredProfile, 'deviceId'>]?: StoredProfile[Field] | undefined;
};

/** The settings of this laptop: `profile.json` in the profile folder. */
export interface ProfileService {
  readonly profileDir: string;
  stored(): StoredProfile;
  /** What the interface may see. */
  view(): Profile;
  /** Fields that are undefined stay as they are. */
  update(patch: ProfilePatch): void;
}

export interface ProfileOptions {
  profileDir: string;
  appVersion: string;
  newId: () => string;
  /** The laptop's name; by default the system's. */
  computerName?: string;
}

/** Opens the profile, making folder and file when they are missing. A damaged file is set aside, not lost. */
export function openProfile(options: ProfileOptions): ProfileService {
  const path = join(options.profileDir, 'profile.json');
  makeFolder(join(options.profileDir, 'workspaces'));
  const { profile, isNew, damagedText } = readProfile(path, options.newId);
  let stored = profile;
  const save = () => writeOwnFile(path, `${JSON.stringify(stored, null, 2)}\n`);
  if (damagedText !== undefined) writeOwnFile(`${path}.damaged`, damagedText);
  if (isNew) save();
  return {
    profileDir: options.profileDir,
    stored: () => stored,
    view: () => ({
      deviceId: stored.deviceId,
      language: stored.language,
      colorScheme: stored.colorScheme,
      displayName: stored.displayName,
      computerName: options.computerName ?? hostname(),
      currentWorkspaceId: stored.currentWorkspaceId,
      appVersion: options.appVersion,
      profileDir: options.profileDir,
      syncedFolder: syncedFolderName(options.profileDir),
    }),
    update(patch) {
      const before = stored;
      const set = Object.entries(patch).filter(([, value]) => value !== undefined);
      stored = { ...stored, ...Object.fromEntries(set) };
      try {
        save();
      } catch (error) {
        stored = before;
        throw error;
      }
    },
  };
}

/** What somebody set up on this laptop is nobody else's business: only its owner may read it. */
function writeOwnFile(path: string, text: string): void {
  asFolderFailure(() => writeFileDurably(path, text, 0o600));
}

function makeFolder(path: string): void {
  asFolderFailure(() => mkdirSync(path, { recursive: true }));
}

function asFolderFailure(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    const known = asAppError(error);
    // A folder that is gone, a file in its place (EEXIST, ENOTDIR), a name the system does not take, and so on.
    if (known instanceof AppError && known.code !== 'alreadyExists') throw known;
    throw new AppError('folderNotWritable', {}, { cause: error });
  }
}

function readProfile(path: string, newId: () => string) {
  const fresh = (): StoredProfile => profileSchema.parse({ deviceId: newId() });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') {
      throw new AppError('fileNotReadable', { file: 'profile.json' }, { cause: error });
    }
    return { profile: fresh(), isNew: true, damagedText: undefined };
  }
  const parsed = profileSchema.safeParse(parseJson(text));
  if (parsed.success) return { profile: parsed.data, isNew: false, damagedText: undefined };
  return { profile: fresh(), isNew: true, damagedText: text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // reported by the schema check that follows
  }
}

const syncedFolders: readonly [pattern: RegExp, name: string][] = [
  [/[\\/]OneDrive[^\\/]*[\\/]/i, 'OneDrive'],
  [/[\\/]Dropbox[\\/]/i, 'Dropbox'],
  [/[\\/]Google ?Drive[\\/]/i, 'Google Drive'],
  [/[\\/](iCloudDrive|com~apple~CloudDocs)[\\/]/i, 'iCloud'],
  [/[\\/]Nextcloud[\\/]/i, 'Nextcloud'],
];

function syncedFolderName(folder: string): string | null {
  return syncedFolders.find(([pattern]) => pattern.test(`${folder}/`))?.[1] ?? null;
}
