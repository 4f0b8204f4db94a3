import type { z } from 'zod';
import type { HistoryEntry } from '../../../shared/contract/records.ts';
import type { SyncStatus } from '../../../shared/contract/plans.ts';
import type { workspaces } from '../../../shared/contract/workspaces.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import type { Joining } from '../membership/joining.ts';
import type { MembershipService } from '../membership/membership-service.ts';
import type { WorkspaceMembership } from '../membership/workspace-membership.ts';
import type { PlanService } from '../documents/plan-service.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import type { RoomService } from '../room/room-service.ts';
import type { HandoverService } from '../handover/handover-service.ts';
import type { CommonsMirror } from '../documents/commons-mirror.ts';
import type { SnapshotService } from '../snapshots/snapshot-service.ts';
import type { AssessmentService } from './assessment-service.ts';
import type { BackupService } from './backup-service.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { ExchangeService } from './exchange-service.ts';
import type { HistoryQuery } from './history-service.ts';
import type { ProfileService } from './profile-service.ts';
import type { RecordService } from './record-service.ts';
import type { SearchService } from './search-service.ts';
import type { SharedWorkspaces } from './shared-workspaces.ts';
import type { WorkspaceContext } from './workspace-context.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** What serves the open workspace; made when one is opened, gone when it is closed. */
export interface WorkspaceServices {
  context: WorkspaceContext;
  records: RecordService;
  assessments: AssessmentService;
  exchange: ExchangeService;
  search: SearchService;
  hub: DocumentHub;
  plans: PlanService;
  membership: WorkspaceMembership;
  snapshots: SnapshotService;
  snapshotMirror: CommonsMirror;
  history(query: HistoryQuery): HistoryEntry[];
}

export type NewPartnership = z.output<NonNullable<(typeof workspaces.create)['~orpc']['inputSchema']>>;

/** Everything behind the contract. */
export interface BackendServices {
  profile: ProfileService;
  workspaces: WorkspaceService;
  backups: BackupService;
  frameworks: FrameworkRegistry;
  feed: ChangeFeed;
  /** Services of the open workspace; throws `noWorkspaceOpen` when there is none. */
  workspace(): WorkspaceServices;
  createDemo(): Promise<string>;
  createPartnership(input: NewPartnership): Promise<string>;
  /** Of the open workspace; throws `invalidInput` when it has one. */
  setOwnOrganisation(organisation: NewPartnership['organisation']): void;
  /** Workspaces of partnerships that others have started. */
  sharedWorkspaces: SharedWorkspaces;
  joining: Joining;
  members: MembershipService;
  /** Files that carry plans from laptop to laptop by hand. */
  handover: HandoverService;
  syncStatus(): SyncStatus;
  /** Rooms of laptops without internet. */
  room: RoomService;
}
