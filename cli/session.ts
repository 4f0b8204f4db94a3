import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BackendServices, WorkspaceServices } from '../electron/backend/services/backend-services.ts';
import { AppError } from '../shared/kernel/errors.ts';
import type { Messages } from './messages.ts';

/** What every command is given. */
export interface Session extends Messages, Outputs {
  services: BackendServices;
  profileDir: string;
  /** Opens the workspace that the command is about. */
  workspace(id: string | undefined): Promise<WorkspaceServices>;
}

export interface Outputs {
  /** Takes a line of the results. Everything else goes to `note`. */
  print: (line: string) => void;
  note: (line: string) => void;
}

export interface SessionOptions {
  profile: string;
  /** Make the profile when it is not there, instead of saying that it is not. */
  create?: boolean;
  /** Leave the workspace open that the command opened, for the next start of the app. */
  keepOpen?: boolean;
}

/** A failure that is told in the words of the cli catalog. */
export class CommandFailure extends Error {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(key: string, params: Readonly<Record<string, string | number>> = {}) {
    super(key);
    this.key = key;
    this.params = params;
  }
}

/** Runs a command with the backend of a profile; closes it in any case. */
export async function withSession<Result>(
  messages: Messages,
  outputs: Outputs,
  options: SessionOptions,
  command: (session: Session) => Promise<Result>,
): Promise<Result> {
  const profileDir = resolve(options.profile);
  if (!options.create && !existsSync(join(profileDir, 'profile.json'))) {
    throw new CommandFailure('noProfile', { folder: profileDir });
  }
  const { startBackend } = await import('../electron/backend/backend.ts');
  const backend = await startBackend({
    profileDir,
    appVersion: readVersion(),
    linkToRelay: false,
    log: ({ id, error }) =>
      outputs.note(`${id} ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
  });
  const { services } = backend;
  const openBefore = services.profile.stored().currentWorkspaceId;
  try {
    const workspace = (id: string | undefined) => openWorkspace(services, id);
    const { language, text } = messages;
    return await command({ language, text, ...outputs, services, profileDir, workspace });
  } finally {
    if (!options.keepOpen && services.profile.stored().currentWorkspaceId !== openBefore) {
      services.profile.update({ currentWorkspaceId: openBefore });
    }
    await backend.close();
  }
}

async function openWorkspace(
  services: BackendServices,
  wished: string | undefined,
): Promise<WorkspaceServices> {
  const id = wished ?? services.profile.stored().currentWorkspaceId ?? onlyWorkspace(services);
  await services.workspaces.open(id);
  return services.workspace();
}

function onlyWorkspace(services: BackendServices): string {
  const [only, ...others] = services.workspaces.list();
  if (others.length > 0) throw new CommandFailure('whichWorkspace');
  if (!only) throw new AppError('noWorkspaceOpen');
  return only.id;
}

function readVersion(): string {
  const text = readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
