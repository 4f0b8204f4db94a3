import type { Channel } from '../../../shared/kernel/channel.ts';
import type { ChangeEvent } from '../../../shared/contract/events.ts';
import { noSync } from '../../../shared/contract/plans.ts';
import { demoPartnership } from '../../../shared/demo/demo-partnership.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { fillDemoPlans } from '../documents/demo-plans.ts';
import { createDocumentHub, type DocumentHub } from '../documents/document-hub.ts';
import { createPlanService } from '../documents/plan-service.ts';
import { createRoomDiscovery, noDiscovery } from '../room/room-discovery.ts';
import { roomMemoryFile } from '../room/room-memory.ts';
import { loopbackNetwork, roomNetworks } from '../room/room-networks.ts';
import { createRoomService } from '../room/room-service.ts';
import { lazyDeviceKey } from '../identity/device-key.ts';
import { fetchOver } from '../membership/http-fetch.ts';
import { createJoining, type OpenPartnership } from '../membership/joining.ts';
import { createMembershipService } from '../membership/membership-service.ts';
import { createWorkspaceMembership } from '../membership/workspace-membership.ts';
import { createNetworkAccess } from '../network/network-access.ts';
import { createMembershipRepository } from '../repositories/membership-repository.ts';
import { openRelaySetting } from '../sync/open-relay.ts';
import { createHandoverService } from '../handover/handover-service.ts';
import type { ResolveProxy } from '../network/proxy-choice.ts';
import { createTransport } from '../sync/choose-transport.ts';
import { sharedIdOf } from '../sync/shared-id.ts';
import { nodeAfter } from '../sync/timers.ts';
import { randomBytes } from 'node:crypto';
import { createSnapshotRepository } from '../repositories/snapshot-repository.ts';
import { fillDemoSnapshots } from '../snapshots/demo-snapshots.ts';
import { createSnapshotMirror } from '../snapshots/snapshot-mirror.ts';
import { createSnapshotService } from '../snapshots/snapshot-service.ts';
import { createAssessmentService } from './assessment-service.ts';
import { createBackupService } from './backup-service.ts';
import type { BackendServices, WorkspaceServices } from './backend-services.ts';
import { createChangeFeed } from './change-feed.ts';
import { createExchangeService } from './exchange-service.ts';
import { fieldHistory } from './history-service.ts';
import { fillDemo, fillPartnership, setOwnOrganisation } from './new-workspaces.ts';
import { openProfile } from './profile-service.ts';
import { createRecordService } from './record-service.ts';
import { createSearchService } from './search-service.ts';
import { createSharedWorkspaces } from './shared-workspaces.ts';
import type { WorkspaceContext } from './workspace-context.ts';
import { readDescription } from './workspace-description.ts';
import { createWorkspaceService } from './workspace-service.ts';

export interface ComposeOptions {
  profileDir: string;
  appVersion: string;
  wallClock: () => number;
  newId: () => string;
  linkToRelay: boolean;
  resolveProxy?: ResolveProxy;
  reportBug: (error: unknown) => string;
}

/** All services of a profile, wired. `attachWindow` serves a window's document frames. */
export interface ComposedServices {
  services: BackendServices;
  attachWindow(channel: Channel): () => void;
  close(): Promise<void>;
}

export async function composeServices(options: ComposeOptions): Promise<ComposedServices> {
  const { wallClock, newId } = options;
  const profile = openProfile(options);
  const backups = createBackupService({ profileDir: options.profileDir, wallClock });
  const frameworks = createFrameworkRegistry();
  const feed = createChangeFeed();
  const { reportBug, resolveProxy } = options;
  const network = createNetworkAccess({ reportBug, ...(resolveProxy ? { resolveProxy } : {}) });
  const now = () => performance.now();
  const transport = createTransport({ network, after: nodeAfter, now, reportBug });
  const deviceKey = lazyDeviceKey(options.profileDir);
  const fetch = fetchOver(network);
  const windows = new Map<Channel, () => void>();
  let open: WorkspaceServices | undefined;

  // In a room it only decides on roles: with a damaged one the laptop is a guest like any other.
  const readableKey = () => {
    try {
      return deviceKey();
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  };
  const attach = (channel: Channel, hub: DocumentHub) => windows.set(channel, hub.attach(channel));
  const onLoopback = profile.stored().roomOnLoopback;
  const room = createRoomService({
    memory: roomMemoryFile(options.profileDir, options.reportBug),
    discovery: onLoopback ? noDiscovery : createRoomDiscovery(nodeAfter),
    networks: () => (onLoopback ? [loopbackNetwork] : roomNetworks()),
    displayName: () => profile.stored().displayName,
    deviceKey: readableKey,
    isHere: (sharedId) => services.sharedWorkspaces.find(sharedId) !== undefined,
    openWorkspace: (partnership) => services.sharedWorkspaces.openOrCreate(partnership, null),
    newId,
    wallClock,
    after: nodeAfter,
    onChange: () => feed.announce({ type: 'room' }),
    reportBug: options.reportBug,
  });
  const workspaces = createWorkspaceService({
    profile,
    backups,
    wallClock,
    after: nodeAfter,
    newId,
    announce: (event) => feed.announce(event),
    backupFailed: options.reportBug,
    opened(context) {
      open = servicesOf(context);
      for (const channel of windows.keys()) attach(channel, open.hub);
      const name = readDescription(context.database)?.name ?? '';
      if (options.linkToRelay)
        room.opened({ id: context.id, name, hub: open.hub, rules: open.membership.rules });
    },
    async closing() {
      await room.closing();
      for (const detach of windows.values()) detach();
      await open?.plans.close();
      await open?.snapshotMirror.close();
      await open?.hub.close();
      open?.membership.close();
      open = undefined;
    },
  });

  function servicesOf(context: WorkspaceContext): WorkspaceServices {
    context.summaries.keepOnlyOf(options.appVersion);
    // Not the hub's: links ask for a token while the hub is being made.
    const sharedId = sharedIdOf(context.database, newId);
    const membership = createWorkspaceMembership({
      repository: createMembershipRepository(context.database),
      sharedId: () => sharedId.get(),
      deviceKey,
      fetch,
      after: nodeAfter,
      monotonicNow: () => performance.now(),
      relayChanged: () => hub.setRelay(relayOf()),
      changed() {
        hub.rightsChanged();
        context.announce({ type: 'membership' });
      },
      relayAnswers: () => hub.relayAnswers(),
      reportBug,
    });
    const relayOf = () =>
      options.linkToRelay ? (membership.relay() ?? openRelaySetting(profile.stored().openRelay)) : null;
    const { rights } = membership;
    const hub = createDocumentHub({
      context,
      relay: relayOf(),
      rights,
      ...transport,
      reportBug,
      newId,
      wallClock,
    });
    // Plans are listed on every laptop of the partnership: their rows are watched.
    const announce = (event: ChangeEvent) => {
      context.announce(event);
      if (event.type === 'records') plans.recordsChanged(event.kinds);
    };
    const records = createRecordService({ ...context, announce });
    const plans = createPlanService({ context, records, hub, newId, reportBug, wallClock });
    const assessments = createAssessmentService(context, records, frameworks);
    const repository = createSnapshotRepository(context.database);
    const snapshotMirror = createSnapshotMirror({ context, repository, hub, wallClock, reportBug });
    return {
      context,
      records,
      hub,
      assessments,
      snapshotMirror,
      snapshots: createSnapshotService({
        context,
        repository,
        records,
        assessments,
        frameworks,
        deviceKey,
        appVersion: options.appVersion,
        wallClock,
        randomBytes,
        changed: () => snapshotMirror.changed(),
      }),
      exchange: createExchangeService({
        context,
        records,
        frameworks,
        appVersion: options.appVersion,
        wallClock,
      }),
      search: createSearchService(context),
      plans,
      membership,
      history: (query) => fieldHistory(context, query),
    };
  }

  function openServices(): WorkspaceServices {
    if (!open) throw new AppError('noWorkspaceOpen');
    return open;
  }

  const latestFramework = () => frameworks.get(frameworks.latestVersion);
  const sharedWorkspaces = createSharedWorkspaces({
    workspaces,
    framework: latestFramework,
    openSharedId: () => openServices().hub.sharedId,
    newId,
  });
  const handover = createHandoverService({
    workspace: openServices,
    frameworks,
    sharedWorkspaces,
    backups,
    deviceKey,
    displayName: () => profile.stored().displayName,
    appVersion: options.appVersion,
    wallClock,
    newId,
  });
  const services: BackendServices = {
    profile,
    workspaces,
    backups,
    frameworks,
    feed,
    workspace: openServices,
    createDemo() {
      const demo = demoPartnership({
        framework: frameworks.get('1.0.0'),
        frameworkOld: frameworks.get('0.9.0'),
      });
      return workspaces.create({ name: demo.name, demo: true }, (context) => {
        fillDemo(context, demo);
        fillDemoPlans(context, demo.plans, newId);
        fillDemoSnapshots(context, demo, frameworks);
      });
    },
    createPartnership: (input) =>
      workspaces.create({ name: input.name, demo: false }, (context) =>
        fillPartnership(context, { ...input, role: 'leadPartner' }, latestFramework(), newId),
      ),
    setOwnOrganisation(organisation) {
      const { context, records } = openServices();
      setOwnOrganisation({ entities: context.entities, records }, organisation, latestFramework(), newId);
    },
    sharedWorkspaces,
    joining: createJoining({
      current: () => openPartnership(services.workspace()),
      workspaces: sharedWorkspaces,
      deviceKey,
      fetch,
      newId,
      rememberName(displayName) {
        profile.update({ displayName });
        feed.announce({ type: 'profile' });
      },
    }),
    members: createMembershipService({
      current() {
        const { membership, hub } = services.workspace();
        return { membership, sharedId: hub.sharedId.get() };
      },
      wallClock,
      changed: () => feed.announce({ type: 'membership' }),
    }),
    handover,
    syncStatus: () => open?.hub.status() ?? noSync,
    room,
  };
  await workspaces.reopenLast();

  return {
    services,
    attachWindow(channel) {
      windows.set(channel, () => undefined);
      if (open) attach(channel, open.hub);
      return () => {
        windows.get(channel)?.();
        windows.delete(channel);
      };
    },
    async close() {
      await workspaces.close();
      await room.close();
      feed.close();
    },
  };
}

function openPartnership({ context, membership, hub }: WorkspaceServices): OpenPartnership {
  return { context, membership, sharedId: hub.sharedId };
}
