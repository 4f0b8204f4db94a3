import { randomBytes, randomUUID } from 'node:crypto';
import { CommanderError } from 'commander';
import { AccessError } from '../access/access-error.ts';
import { openAccess } from '../open-store.ts';
import { DatabaseError } from '../storage/open-postgres-store.ts';
import { RelayStoreError } from '../storage/open-relay-store.ts';
import { StorageError } from '../storage/room-storage.ts';
import { databaseMessage, storeMessage } from '../store-message.ts';
import { AdminActions } from './admin-actions.ts';
import { adminProgram, type PrintReport, type RunAction } from './admin-program.ts';
import type { Report } from './report.ts';
import { DamageFoundError } from './storage-actions.ts';

const usageErrorExit = 2;
const failureExit = 1;

export interface AdminOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Runs one command of an administrator. Resolves to the exit code: 0, 1 (not done), 2 (wrong use). */
export async function runAdmin(args: readonly string[], output: AdminOutput): Promise<number> {
  const program = adminProgram(runIn(output), printIn(output));
  // Commands inherit none of these settings: each gets its own.
  const configure = (command: typeof program): void => {
    command.configureOutput({ writeOut: output.out, writeErr: output.error });
    command.commands.forEach(configure);
  };
  configure(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageErrorExit;
    if (error instanceof DamageFoundError) output.error(`${error.report.lines.join('\n')}\n`);
    else output.error(`${messageOf(error)}\n`);
    return failureExit;
  }
}

function runIn(output: AdminOutput): RunAction {
  return async ({ json, ...place }, mode, action) => {
    const opened = await openAccess(place, mode);
    try {
      const tools = { store: opened.access, newId: randomUUID, randomBytes, wallClock: Date.now };
      const report = await action(new AdminActions(tools));
      say(output, report, json);
    } finally {
      await opened.close();
    }
  };
}

const printIn =
  (output: AdminOutput): PrintReport =>
  async ({ json }, report) =>
    say(output, await report(), json);

function say(output: AdminOutput, report: Report, json: true | undefined): void {
  output.out(json ? `${JSON.stringify(report.json)}\n` : `${report.lines.join('\n')}\n`);
}

const messages: Partial<Record<AccessError['code'], string>> = {
  notFound: 'There is no such workspace, member, invite or code. The list commands show what there is.',
  workspaceExists: 'There is a workspace with this id. Choose another id, or leave it out.',
  tooManyInvites: 'The workspace has too many open invites. Withdraw some first.',
};

function messageOf(error: unknown): string {
  if (error instanceof AccessError) return messages[error.code] ?? `Refused: ${error.code}.`;
  if (error instanceof RelayStoreError) return storeMessage(error);
  if (error instanceof DatabaseError) return databaseMessage(error);
  if (error instanceof StorageError)
    return `The database could not be changed (${error.code}). Nothing was changed.`;
  return `Something unexpected happened: ${error instanceof Error ? error.message : String(error)}`;
}
