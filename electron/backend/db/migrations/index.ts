import type { Migration } from '../migration.ts';
import { initial } from './0001-initial.ts';

/** All steps in order. A released one is never edited. */
export const migrations: readonly Migration[] = [initial];

/** The newest schema this app knows. A file beyond it is left untouched. */
export const newestSchemaVersion = migrations.at(-1)?.version ?? 0;
