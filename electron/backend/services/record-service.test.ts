import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import {
  assessmentChange,
  entryChange,
  newOpId,
  otherSession,
  type TestWorkspace,
  testWorkspace,
  windowSession,
} from './workspace.test-support.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
  workspace.change(assessmentChange(), otherSession);
});
afterEach(() => workspace.dispose());

const target = (session = windowSession) => ({ opId: newOpId(), session, scope: 'a1' });
const entry = () => workspace.context.entities.get('criterionEntry', 'a1/4.1');
const undo = (session?: string) => workspace.records.undo(target(session));
const redo = (session?: string) => workspace.records.redo(target(session));

describe('commands', () => {
  test('the first patch makes a complete record', () => {
    workspace.change(entryChange({ present: 2.5 }));
    expect(entry()).toMatchObject({
      parentId: 'a1',
      revision: 1,
      deleted: false,
      createdBy: 'Assessor 1',
      fields: { criterionId: '4.1', present: 2.5, past: null, desired: null, notApplicable: false },
    });
  });

  test('the log holds what was there before, for the fields that changed and no others', () => {
    workspace.change(entryChange({ present: 2 }));
    const opId = workspace.change(entryChange({ present: 3, past: null }));
    expect(workspace.context.operations.changesOf(opId)).toMatchObject([
      { kind: 'criterionEntry', id: 'a1/4.1', parentId: 'a1', baseRevision: 1, patch: { present: [2, 3] } },
    ]);
    expect(workspace.context.operations.get(opId)).toMatchObject({
      session: windowSession,
      device: 'test-device',
      actor: 'Assessor 1',
    });
  });

  test('a command that is sent twice is done once', () => {
    const command = { ...target(), changes: [entryChange({ present: 2 })] };
    expect(workspace.records.apply(command).changed).toBe(true);
    workspace.change(entryChange({ present: 4 }));
    expect(workspace.records.apply(command)).toEqual({ revisions: [], changed: false });
    expect(entry()?.fields['present']).toBe(4);
  });

  test('a command that changes nothing leaves no trace', () => {
    workspace.change(entryChange({ justification: { en: 'a', el: 'β' } }));
    const before = workspace.context.operations.count();
    workspace.events.length = 0;
    const result = workspace.records.apply({
      ...target(),
      changes: [entryChange({ justification: { el: 'β', en: 'a' } })],
    });
    expect(result).toEqual({ revisions: [], changed: false });
    expect(workspace.context.operations.count()).toBe(before);
    expect(workspace.events).toEqual([]);
  });

  test('two changes of one record in one command build on each other and are undone as one', () => {
    workspace.change(entryChange({ present: 1 }));
    workspace.change([entryChange({ present: 2 }), entryChange({ present: 3, past: 1 })]);
    expect(entry()).toMatchObject({ revision: 3, fields: { present: 3, past: 1 } });
    undo();
    expect(entry()?.fields).toMatchObject({ present: 1, past: null });
  });

  test('a wrong field stops the whole command', () => {
    const wrong = [entryChange({ present: 2 }), entryChange({ present: 2.25 }, '4.2')];
    expect(() => workspace.change(wrong)).toThrow(
      new AppError('invalidInput', { kind: 'criterionEntry', field: 'present', reason: 'invalidValue' }),
    );
    expect(entry()).toBeUndefined();
    expect(workspace.context.operations.count()).toBe(1);
  });

  test('a part of an assessment that is not here is refused', () => {
    expect(() => workspace.change(entryChange({ present: 2 }, '4.1', 'elsewhere'))).toThrow(
      new AppError('notFound'),
    );
    expect(workspace.context.entities.count('criterionEntry')).toBe(0);
  });

  test('windows hear which kinds changed, where, and by whom', () => {
    workspace.events.length = 0;
    workspace.change([entryChange({ present: 2 }), entryChange({ present: 2 }, '4.2')]);
    expect(workspace.events).toEqual([
      { type: 'records', kinds: ['criterionEntry'], scope: 'a1', session: windowSession },
    ]);
  });
});

describe('removal', () => {
  test('a removed record keeps its fields as a tombstone, and a patch revives it', () => {
    workspace.change(entryChange({ present: 2 }));
    workspace.change({ kind: 'criterionEntry', id: 'a1/4.1', parentId: 'a1', deleted: true });
    expect(entry()).toMatchObject({ deleted: true, fields: { present: 2 } });
    expect(workspace.context.entities.children('a1')).toEqual([]);
    expect(workspace.context.entities.children('a1', undefined, true)).toHaveLength(1);
    workspace.change(entryChange({ past: 1 }));
    expect(entry()).toMatchObject({ deleted: false, fields: { present: 2, past: 1 }, revision: 3 });
  });

  test('a removal is undone with everything the record held', () => {
    workspace.change(entryChange({ present: 2 }));
    workspace.change({ kind: 'criterionEntry', id: 'a1/4.1', parentId: 'a1', deleted: true });
    undo();
    expect(entry()).toMatchObject({ deleted: false, fields: { present: 2 } });
  });
});

describe('undo and redo', () => {
  test('go back and forth over the commands of the session', () => {
    for (const present of [1, 2, 3]) workspace.change(entryChange({ present }));
    undo();
    undo();
    expect(entry()?.fields['present']).toBe(1);
    redo();
    expect(entry()?.fields['present']).toBe(2);
    redo();
    expect(entry()?.fields['present']).toBe(3);
    expect(() => redo()).toThrow(new AppError('nothingToUndo'));
    undo();
    expect(entry()?.fields['present']).toBe(2);
  });

  test('a new command after an undo ends the way forward', () => {
    workspace.change(entryChange({ present: 1 }));
    workspace.change(entryChange({ present: 2 }));
    undo();
    workspace.change(entryChange({ present: 5 }));
    expect(workspace.records.undoState(target())).toEqual({ canUndo: true, canRedo: false });
    undo();
    expect(entry()?.fields['present']).toBe(1);
  });

  test('the state survives a restart', () => {
    workspace.change(entryChange({ present: 1 }));
    workspace.change(entryChange({ present: 2 }));
    undo();
    workspace.reopen();
    expect(workspace.records.undoState(target())).toEqual({ canUndo: true, canRedo: true });
    redo();
    expect(entry()?.fields['present']).toBe(2);
  });

  test('another session and another scope are left alone', () => {
    workspace.change(entryChange({ present: 1 }));
    workspace.change(entryChange({ past: 1 }), otherSession);
    workspace.change(assessmentChange('a2'), windowSession, 'a2');
    undo();
    expect(entry()?.fields).toMatchObject({ present: null, past: 1 });
    expect(workspace.context.entities.get('assessment', 'a2')?.deleted).toBe(false);
    expect(() => undo()).toThrow(new AppError('nothingToUndo'));
  });

  test('a field that someone changed since keeps the newer value', () => {
    workspace.change(entryChange({ present: 1, past: 1 }));
    workspace.change(entryChange({ present: 2, past: 2 }));
    workspace.change(entryChange({ past: 4 }), otherSession);
    undo();
    expect(entry()?.fields).toMatchObject({ present: 1, past: 4 });
    redo();
    expect(entry()?.fields).toMatchObject({ present: 2, past: 4 });
  });

  test('a command of which nothing is left is passed over', () => {
    workspace.change(entryChange({ present: 1 }));
    workspace.change(entryChange({ desired: 4 }));
    workspace.change(entryChange({ past: 1 }));
    workspace.change(entryChange({ past: 3 }), otherSession);
    undo();
    expect(entry()?.fields).toMatchObject({ present: 1, past: 3, desired: null });
    undo();
    expect(entry()?.fields).toMatchObject({ present: null, past: 3, desired: null });
    expect(() => undo()).toThrow(new AppError('nothingToUndo'));
    redo();
    redo();
    expect(entry()?.fields).toMatchObject({ present: 1, past: 3, desired: 4 });
  });

  test('says so when others changed everything', () => {
    workspace.change(entryChange({ present: 1 }));
    workspace.change(entryChange({ past: 1 }));
    workspace.change(entryChange({ present: 5, past: 5, criterionId: '4.9' }), otherSession);
    expect(() => undo()).toThrow(new AppError('undoBlocked'));
    expect(entry()?.fields).toMatchObject({ present: 5, past: 5 });
  });

  test('the undo of a creation removes the record, redo brings it back', () => {
    workspace.change(entryChange({ present: 1 }));
    undo();
    expect(entry()).toMatchObject({ deleted: true, fields: { present: null } });
    redo();
    expect(entry()).toMatchObject({ deleted: false, fields: { present: 1 } });
  });

  test('a record that someone else has filled stays when its creation is undone', () => {
    workspace.change(entryChange({ present: 1 }));
    workspace.change(entryChange({ past: 3 }), otherSession);
    undo();
    expect(entry()).toMatchObject({ deleted: false, fields: { present: null, past: 3 } });
  });

  test('an undo that is sent twice goes back once, even as the last one', () => {
    workspace.change(entryChange({ present: 1 }));
    const once = target();
    workspace.records.undo(once);
    expect(workspace.records.undo(once)).toEqual({ revisions: [], changed: false });
    const back = target();
    workspace.records.redo(back);
    expect(workspace.records.redo(back)).toEqual({ revisions: [], changed: false });
    expect(entry()?.fields['present']).toBe(1);
  });
});
