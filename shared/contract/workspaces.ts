import { z } from 'zod';
import { interfaceLanguages, type InterfaceLanguage } from '../kernel/languages.ts';
import { entityId, procedure, shortText, trusted } from './base.ts';

export interface Profile {
  deviceId: string;
  /** Null until the user has chosen. */
  language: InterfaceLanguage | null;
  colorScheme: 'light' | 'dark' | 'auto';
  /** How others see this person in documents and history; may be empty. */
  displayName: string;
  /** As the system calls this laptop; never sent anywhere. */
  computerName: string;
  currentWorkspaceId: string | null;
  appVersion: string;
  profileDir: string;
  /** A name of the synchronising service when the profile lies in such a folder, which is unsafe. */
  syncedFolder: string | null;
}

export type WorkspaceCondition = 'ok' | 'damaged' | 'tooNew' | 'inUse' | 'notReadable';

export interface WorkspaceRow {
  id: string;
  name: string;
  demo: boolean;
  condition: WorkspaceCondition;
  modifiedAt: number;
  sizeBytes: number;
  backups: number;
}

export interface BackupRow {
  fileName: string;
  createdAt: number;
  sizeBytes: number;
  reason: 'automatic' | 'manual' | 'beforeUpgrade' | 'beforeRestore' | 'beforeHandover';
}

const workspaceId = z.object({ id: entityId });

/** The own organisation, as the form of a new partnership asks for it. */
export const newOrganisation = z.object({
  legalName: shortText,
  shortName: z.string().trim().max(60),
  country: z.string().length(2),
  type: z.enum(['A1', 'A2', 'D', 'R', 'I', 'C']),
  regionName: z.string().trim().max(200),
  nutsCode: z.string().trim().max(5),
});

export const workspaces = {
  list: procedure.output(trusted<WorkspaceRow[]>()),
  createDemo: procedure.output(trusted<{ id: string }>()),
  create: procedure
    .input(
      z.object({
        name: shortText,
        organisation: newOrganisation,
      }),
    )
    .output(trusted<{ id: string }>()),
  /** Of the open workspace, where it was not said when the workspace was made. */
  setOwnOrganisation: procedure.input(z.object({ organisation: newOrganisation })).output(trusted<null>()),
  open: procedure.input(workspaceId).output(trusted<null>()),
  /** Moves the workspace to the profile's trash folder; `restoreRemoved` brings it back. */
  remove: procedure.input(workspaceId).output(trusted<null>()),
  restoreRemoved: procedure.input(workspaceId).output(trusted<null>()),
  backups: procedure.input(workspaceId).output(trusted<BackupRow[]>()),
  backup: procedure.input(workspaceId).output(trusted<BackupRow>()),
  restoreBackup: procedure
    .input(workspaceId.extend({ fileName: z.string().max(200) }))
    .output(trusted<null>()),
};

export const profile = {
  get: procedure.output(trusted<Profile>()),
  update: procedure
    .input(
      z.object({
        language: z.enum(interfaceLanguages).optional(),
        colorScheme: z.enum(['light', 'dark', 'auto']).optional(),
        displayName: z.string().trim().max(80).optional(),
      }),
    )
    .output(trusted<Profile>()),
};
