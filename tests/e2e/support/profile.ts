import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestFolders {
  /** A new empty folder. */
  make(): string;
  removeAll(): void;
}

/** Folders of one test file, gone at its end. */
export function testFolders(): TestFolders {
  const made: string[] = [];
  return {
    make() {
      const folder = mkdtempSync(join(tmpdir(), 'workbench-e2e-'));
      made.push(folder);
      return folder;
    },
    removeAll() {
      for (const folder of made) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Settings as if the user had made them: for tests that are not about the first run. */
export function writeProfile(
  profileDir: string,
  settings: {
    displayName: string;
    language?: 'en' | 'el' | 'hr';
    colorScheme?: 'light' | 'dark' | 'auto';
    relayAddress?: string;
    /** Rooms are hosted on this machine alone. */
    roomOnLoopback?: boolean;
  },
): void {
  const profile = {
    deviceId: `device-${settings.displayName}`,
    language: settings.language ?? 'en',
    colorScheme: settings.colorScheme ?? 'light',
    displayName: settings.displayName,
    openRelay: settings.relayAddress ?? null,
    currentWorkspaceId: null,
    ...(settings.roomOnLoopback ? { roomOnLoopback: true } : {}),
  };
  writeFileSync(join(profileDir, 'profile.json'), JSON.stringify(profile));
}
