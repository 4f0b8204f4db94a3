import type { Scheduler } from '../rooms/scheduler.ts';
import type { AccessStore, WorkspaceAccess } from './access-store.ts';
import { Refresher } from './refresher.ts';

export interface DirectoryOptions {
  readonly store: AccessStore;
  readonly scheduler: Scheduler;
  readonly onFailed: (error: unknown) => void;
}

/**
 * The rights of all workspaces that were asked for, kept as they are in the store: connections look them
 * up without waiting. Only members get a workspace loaded, so that its size is that of real data.
 */
export class WorkspaceDirectory {
  readonly #store: AccessStore;
  readonly #workspaces = new Map<string, WorkspaceAccess>();
  readonly #refresher: Refresher<WorkspaceAccess>;

  constructor(options: DirectoryOptions) {
    this.#store = options.store;
    this.#refresher = new Refresher({ ...options, read: () => this.#reloadChanged() });
  }

  async get(workspaceId: string): Promise<WorkspaceAccess | undefined> {
    return this.#workspaces.get(workspaceId) ?? this.#load(workspaceId);
  }

  /** What is known without asking the store. */
  known(workspaceId: string): WorkspaceAccess | undefined {
    return this.#workspaces.get(workspaceId);
  }

  /** Calls with each workspace whose rights have changed. */
  onChange(listener: (workspace: WorkspaceAccess) => void): () => void {
    return this.#refresher.onChange(listener);
  }

  /** Resolves once everything that was stored before the call is in force here. */
  refresh(): Promise<void> {
    return this.#refresher.refresh();
  }

  close(): void {
    this.#refresher.close();
  }

  async #reloadChanged(): Promise<void> {
    const revisions = await this.#store.revisions();
    for (const [id, { revision }] of this.#workspaces) {
      if (revisions.get(id) !== revision) await this.#load(id);
    }
  }

  async #load(workspaceId: string): Promise<WorkspaceAccess | undefined> {
    const workspace = await this.#store.loadWorkspace(workspaceId);
    if (!workspace) return undefined;
    const before = this.#workspaces.get(workspaceId);
    // Two readings can overtake each other; revisions only grow.
    if (before && before.revision >= workspace.revision) return before;
    this.#workspaces.set(workspaceId, workspace);
    if (before) this.#refresher.tell(workspace);
    return workspace;
  }
}
