import type { Migration } from '../migration.ts';
import { initial } from './0001-initial.ts';
import { twoPlaces } from './0002-two-places.ts';
import { handover } from './0003-handover.ts';

/** All steps in order. A released one is never edited. */
export const migrations: readonly Migration[] = [initial, twoPlaces, handover];
