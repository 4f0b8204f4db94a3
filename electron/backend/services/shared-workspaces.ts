import { AppError } from '../../../shared/kernel/errors.ts';
import type { Framework } from '../../../shared/framework/schema.ts';
import { type SharedId, sharedIdOf } from '../sync/shared-id.ts';
import type { NewPartnership } from './backend-services.ts';
import { fillPartnership } from './new-workspaces.ts';
import type { WorkspaceContext } from './workspace-context.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** A partnership that exists elsewhere: on a relay, or on the laptop that hosts a room. */
export interface KnownPartnership {
  /** Its documents meet under this id on every laptop. */
  sharedId: string;
  name: string;
}

/** Workspaces of partnerships that others have started. */
export interface SharedWorkspaces {
  /** Id of the workspace on this laptop that belongs to the partnership, if there is one. */
  find(sharedId: string): string | undefined;
  /**
   * Opens this laptop's workspace of the partnership; makes one when there is none, with the own
   * organisation as its first partner. `prepare` runs in it before it is opened. Returns its id.
   */
  openOrCreate(
    partnership: KnownPartnership,
    organisation: NewPartnership['organisation'] | null,
    prepare?: (context: WorkspaceContext) => void,
  ): Promise<string>;
  /**
   * Makes the open workspace one of the partnership: from now on its documents meet under that id. Throws
   * `partnershipHere` when another workspace here is of that partnership already.
   */
  linkOpen(sharedId: string): void;
}

export interface SharedWorkspacesOptions {
  workspaces: WorkspaceService;
  framework: () => Framework;
  /** The shared id of the open workspace. */
  openSharedId: () => SharedId;
  newId: () => string;
}

export function createSharedWorkspaces(options: SharedWorkspacesOptions): SharedWorkspaces {
  const { workspaces, newId } = options;
  const find = (sharedId: string) => workspaces.findShared(sharedId);
  return {
    find,
    async openOrCreate({ sharedId, name }, organisation, prepare) {
      const known = find(sharedId);
      if (known !== undefined) {
        await workspaces.open(known);
        prepare?.(workspaces.current());
        return known;
      }
      return workspaces.create({ name, demo: false }, (context) => {
        sharedIdOf(context.database, newId).set(sharedId);
        fillPartnership(context, { name, organisation, role: 'partner' }, options.framework(), newId);
        prepare?.(context);
      });
    },
    linkOpen(sharedId) {
      const known = find(sharedId);
      if (known !== undefined && known !== workspaces.current().id) throw new AppError('partnershipHere');
      options.openSharedId().set(sharedId);
    },
  };
}
