import type { Database } from 'better-sqlite3';
import type { ChangeEvent } from '../../../shared/contract/events.ts';
import { createHybridClock, type HybridClock, type WallClock } from '../../../shared/kernel/clock.ts';
import { createEntityRepository, type EntityRepository } from '../repositories/entity-repository.ts';
import { createOperationRepository, type OperationRepository } from '../repositories/operation-repository.ts';
import { createSearchRepository, type SearchRepository } from '../repositories/search-repository.ts';
import { createSummaryRepository, type SummaryRepository } from '../repositories/summary-repository.ts';

/** One open workspace: its file, its repositories, its clock, and who is at work. */
export interface WorkspaceContext {
  readonly id: string;
  readonly database: Database;
  readonly entities: EntityRepository;
  readonly operations: OperationRepository;
  readonly search: SearchRepository;
  readonly summaries: SummaryRepository;
  readonly clock: HybridClock;
  readonly deviceId: string;
  /** The name that history shows for work done here. */
  actor(): string;
  announce(event: ChangeEvent): void;
}

export interface WorkspaceContextOptions {
  id: string;
  database: Database;
  deviceId: string;
  wallClock: WallClock;
  actor: () => string;
  announce: (event: ChangeEvent) => void;
}

export function createWorkspaceContext(options: WorkspaceContextOptions): WorkspaceContext {
  const operations = createOperationRepository(options.database);
  return {
    id: options.id,
    database: options.database,
    entities: createEntityRepository(options.database),
    operations,
    search: createSearchRepository(options.database),
    summaries: createSummaryRepository(options.database),
    clock: createHybridClock(options.wallClock, options.deviceId, operations.lastStamp(options.deviceId)),
    deviceId: options.deviceId,
    actor: options.actor,
    announce: options.announce,
  };
}
