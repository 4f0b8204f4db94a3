import type { Scheduler } from '../rooms/scheduler.ts';
import type { AccessStore, WorkspaceAccess } from './access-store.ts';

export interface DirectoryOptions {
  readonly store: AccessStore;
  readonly scheduler: Scheduler;
  readonly onFailed: (error: unknown) => void;
}

/** How long after a failed reading of rights the next one is tried. */
const retryMs = 1_000;

/**
 * The rights of all workspaces that were asked for, kept as they are in the store: connections look them
 * up without waiting. Only members get a workspace loaded, so that its size is that of real data.
 */
export class WorkspaceDirectory {
  readonly #options: DirectoryOptions;
  readonly #workspaces = new Map<string, WorkspaceAccess>();
  readonly #listeners = new Set<(workspace: WorkspaceAccess) => void>();
  readonly #stop: (() => void)[];
  #refreshing: Promise<void> | undefined;
  #again = false;
  #failed = false;

  constructor(options: DirectoryOptions) {
    this.#options = options;
    this.#stop = [
      options.store.onChange(() => void this.refresh()),
      options.scheduler.every(retryMs, () => {
        if (this.#failed) void this.refresh();
      }),
    ];
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once everything that was stored before the call is in force here. */
  refresh(): Promise<void> {
    // A reading that is under way may have missed the change that brought this call.
    if (this.#refreshing) this.#again = true;
    else this.#refreshing = this.#refreshAll().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#listeners.clear();
  }

  async #refreshAll(): Promise<void> {
    do {
      this.#again = false;
      try {
        const revisions = await this.#options.store.revisions();
        for (const [id, { revision }] of this.#workspaces) {
          if (revisions.get(id) !== revision) await this.#load(id);
        }
        this.#failed = false;
      } catch (error) {
        // What was in force stays so; it is tried again and again.
        this.#failed = true;
        this.#options.onFailed(error);
        return;
      }
    } while (this.#again);
  }

  async #load(workspaceId: string): Promise<WorkspaceAccess | undefined> {
    const workspace = await this.#options.store.loadWorkspace(workspaceId);
    if (!workspace) return undefined;
    const before = this.#workspaces.get(workspaceId);
    // Two readings can overtake each other; revisions only grow.
    if (before && before.revision >= workspace.revision) return before;
    this.#workspaces.set(workspaceId, workspace);
    if (before) for (const listener of this.#listeners) listener(workspace);
    return workspace;
  }
}
