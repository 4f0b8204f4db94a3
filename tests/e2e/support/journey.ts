import { afterAll } from 'vitest';
import { type AppHost, availableHosts } from './app.ts';
import { type TestFolders, testFolders } from './profile.ts';

/** What a file of journeys needs: every way to run the app and folders, gone at the file's end. */
export async function prepareJourneys(): Promise<{ hosts: AppHost[]; folders: TestFolders }> {
  const folders = testFolders();
  const hosts = await availableHosts();
  afterAll(async () => {
    await endAll(hosts.map((host) => () => host.dispose()));
    folders.removeAll();
  });
  return { hosts, folders };
}

/** Ends everything, also when one of them ends badly; that is said once all have ended. */
export async function endAll(endings: readonly (() => Promise<unknown> | undefined)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of endings) await Promise.resolve(end()).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures);
}
