import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openWorkspaceFile } from '../db/workspace-file.ts';
import { createRecordService } from './record-service.ts';
import { createWorkspaceContext } from './workspace-context.ts';

// Started as a process of its own by record-durability.test.ts: types without end, and tells after each
// write that came back how far it is, until it is killed.
const database = openWorkspaceFile(process.argv[2] ?? '', () => undefined);
const context = createWorkspaceContext({
  id: 'test-workspace',
  database,
  deviceId: 'test-device',
  wallClock: Date.now,
  actor: () => 'Assessor 1',
  announce: () => undefined,
});
const records = createRecordService(context);
const first = context.operations.count();
for (let written = 0; ; written += 1) {
  const patch = { criterionId: '4.1', justification: { en: String(first + written) } };
  records.apply({
    opId: randomUUID(),
    session: '11111111-1111-4111-8111-111111111111',
    scope: 'a1',
    changes: [{ kind: 'criterionEntry', id: 'a1/4.1', parentId: 'a1', patch }],
  });
  writeSync(1, `${written + 1}\n`);
}
