import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoPartnership } from '../../../shared/demo/demo-partnership.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { createSnapshotRepository } from '../repositories/snapshot-repository.ts';
import { type TestWorkspace, testWorkspace } from '../services/workspace.test-support.ts';
import { anonymousGroups } from './anonymous-groups.ts';
import { fillDemoSnapshots } from './demo-snapshots.ts';
import { readSnapshot } from './snapshot-file.ts';
import { createSnapshotReading } from './snapshot-reading.ts';

const frameworks = createFrameworkRegistry();
const demo = () =>
  demoPartnership({ framework: frameworks.get('1.0.0'), frameworkOld: frameworks.get('0.9.0') });
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
  fillDemoSnapshots(workspace.context, demo(), frameworks);
});
afterEach(() => workspace.dispose());

const listed = () => createSnapshotRepository(workspace.context.database).list();

test('the demo shares assessments by name and without, under both framework versions', () => {
  const rows = listed().map((stored) =>
    createSnapshotReading(createSnapshotRepository(workspace.context.database), frameworks).row(stored),
  );
  expect(rows.map(({ condition }) => condition)).toEqual(rows.map(() => 'whole'));
  const byName = rows.filter(({ visibility }) => visibility === 'partnershipNamed');
  expect(new Set(byName.map(({ frameworkVersion }) => frameworkVersion))).toEqual(
    new Set(['0.9.0', '1.0.0']),
  );
  expect(byName.every(({ summary, assessmentId }) => summary !== null && assessmentId === null)).toBe(true);
  expect(rows.filter(({ visibility }) => visibility === 'partnershipAnonymous')).toHaveLength(6);
});

test('its anonymous ones are enough for medians and quartiles', () => {
  const reading = createSnapshotReading(createSnapshotRepository(workspace.context.database), frameworks);
  const [group] = anonymousGroups(
    listed().flatMap((stored) => reading.scores(stored) ?? []),
    frameworks,
  );
  expect(group?.partners).toBe(6);
  const present = group?.themes.map(({ slots }) => slots.present) ?? [];
  expect(present.filter(({ median }) => median !== null).length).toBeGreaterThanOrEqual(6);
  expect(present.some(({ lowerQuartile }) => lowerQuartile !== null)).toBe(true);
});

test('every laptop makes the very same bytes', () => {
  const repository = createSnapshotRepository(workspace.context.database);
  const hashes = listed().map(({ entry }) => entry.hash);
  for (const hash of hashes) {
    const bytes = repository.bytes(hash)!;
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    expect(readSnapshot(bytes, frameworks).signedBy).toBeNull();
  }
  const all = createHash('sha256').update(hashes.toSorted().join('\n')).digest('hex');
  expect(all).toMatchInlineSnapshot(`"cfcbc63e33ceadb2ba0407e0b5ac50c5a27f634c8fe598ec773ee715c011bea0"`);
});
