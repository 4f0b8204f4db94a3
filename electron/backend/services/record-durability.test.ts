import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { asAppError } from '../db/sqlite-errors.ts';
import { checkIntegrity } from './integrity-check.ts';
import {
  assessmentChange,
  entryChange,
  type TestWorkspace,
  testWorkspace,
} from './workspace.test-support.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
  workspace.change(assessmentChange());
});
afterEach(() => workspace.dispose());

const writerProgram = fileURLToPath(new URL('./record-writer.test-support.ts', import.meta.url));
const frameworks = createFrameworkRegistry();
const findings = async () => {
  const checkDocuments = () =>
    Promise.resolve({
      documents: 0,
      entries: 0,
      damagedRows: 0,
      quarantinedRows: 0,
      unreadable: [],
      problems: [],
    });
  return (await checkIntegrity({ context: workspace.context, frameworks, checkDocuments })).findings;
};
const pastScore = () => workspace.context.entities.get('criterionEntry', 'a1/4.1')?.fields['justification'];

/** Runs the writer on the file and kills it in the middle of its work; returns the last write that it told of. */
function writeAndKill(file: string, afterWrites: number): Promise<number> {
  return new Promise((settle, fail) => {
    const writer = spawn(process.execPath, [writerProgram, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = 0;
    createInterface({ input: writer.stdout }).on('line', (line) => {
      last = Number(line);
      if (last === afterWrites) writer.kill('SIGKILL');
    });
    writer.on('error', fail);
    writer.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') settle(last);
      else fail(new Error('the writer ended by itself'));
    });
  });
}

describe('a process killed in the middle of its work', () => {
  test.each([1, 40, 333])(
    'has lost nothing that it was told is saved (after %i writes)',
    async (afterWrites) => {
      workspace.context.database.close();
      const told = await writeAndKill(workspace.file, afterWrites);
      workspace.reopen();
      const stored = Number((pastScore() as { en: string }).en);
      expect(told).toBeGreaterThanOrEqual(afterWrites);
      expect(stored).toBeGreaterThanOrEqual(told);
      expect(workspace.context.operations.count()).toBe(1 + stored);
      expect(await findings()).toEqual([]);
    },
  );

  test('twice in a row goes on where it was', async () => {
    workspace.context.database.close();
    await writeAndKill(workspace.file, 30);
    await writeAndKill(workspace.file, 30);
    workspace.reopen();
    expect(workspace.context.operations.count()).toBeGreaterThanOrEqual(61);
    expect(await findings()).toEqual([]);
  });
});

describe('a full disk', () => {
  const fill = (): number => {
    const { database } = workspace.context;
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true })) + 3}`);
    let stored = 0;
    for (;;) {
      workspace.change(entryChange({ justification: { en: `${stored + 1} ${'x'.repeat(900)}` } }));
      stored += 1;
    }
  };

  test('is told as such; what was saved stays, nothing of the failed command does', async () => {
    let thrown: unknown;
    try {
      fill();
    } catch (error) {
      thrown = asAppError(error);
    }
    expect(thrown).toEqual(new AppError('diskFull'));
    const operations = workspace.context.operations.count();
    const text = (pastScore() as { en: string } | undefined)?.en ?? '0';
    expect(operations).toBe(1 + Number.parseInt(text, 10));
    expect(await findings()).toEqual([]);

    workspace.context.database.pragma('max_page_count = 1000000');
    workspace.change(entryChange({ present: 3 }));
    expect(workspace.context.operations.count()).toBe(operations + 1);
    expect(await findings()).toEqual([]);
  });
});
