import { describe, expect, test } from 'vitest';
import { handoverLimits } from './handover-limits.ts';
import { smallBundle } from './handover.test-support.ts';
import { bundleManifest, receiptManifest } from './manifest.ts';

const hash = 'a'.repeat(64);
const planId = 'plan-1';
const plan = smallBundle().manifest.plans[0]!;
const part = { kind: 'document', id: planId, base: null, stateVector: 'AA==', bytes: 1, sha256: hash };
const snapshot = { kind: 'snapshot', id: hash, bytes: 1, sha256: hash };
const good = { ...smallBundle().manifest, format: 'cp-handover/1', plans: [plan], parts: [part] };
const isTaken = (changes: object) => bundleManifest.safeParse({ ...good, ...changes }).success;
const withPlan = (changes: object) => ({ plans: [{ ...plan, ...changes }] });
const withPart = (changes: object) => ({ parts: [{ ...part, ...changes }] });
const called = (id: string) => ({ ...withPlan({ id }), ...withPart({ id }) });
const sentBy = (organisation: string) => ({ sender: { organisation, displayName: '' } });
const inWorkspace = (changes: object) => ({ workspace: { ...good.workspace, ...changes } });
const plans = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...plan, id: `plan-${index}` }));
const partsOf = (count: number) => plans(count).map(({ id }) => ({ ...part, id }));

test('HB-8 what is as it should be is taken, up to the limits', () => {
  const full = 'x'.repeat(300);
  for (const changes of [
    {},
    sentBy(full),
    // Joiners belong to the spelling of several languages.
    sentBy('می\u200cخواهم'),
    { sender: { organisation: '', displayName: 'x'.repeat(80) } },
    withPlan({ title: 'x'.repeat(200), language: 'sr-Cyrl-RS' }),
    withPart({ base: 'AA==', bytes: handoverLimits.contentBytes }),
    called('A'.repeat(200)),
    { plans: plans(handoverLimits.plans), parts: partsOf(handoverLimits.plans) },
    { plans: [], parts: [snapshot] },
    { parts: [part, { ...part, id: `${planId}.images` }, { ...part, id: `${planId}.comments` }, snapshot] },
  ])
    expect(isTaken(changes), JSON.stringify(changes).slice(0, 200)).toBe(true);
});

describe('HB-8 a manifest is refused', () => {
  test.each([
    ['a later format', { format: 'cp-handover/2' }],
    ['an id that is none', { id: 'file-1' }],
    ['a moment that is none', { createdAt: 'yesterday' }],
    ['a member that is not known', { more: 1 }],
    ['one in the workspace', inWorkspace({ more: 1 })],
    ['one in the sender', { sender: { ...good.sender, more: 1 } }],
    ['one in a plan', withPlan({ more: 1 })],
    ['one in a part', withPart({ more: 1 })],
    ['a path for a workspace', inWorkspace({ id: '../x' })],
    ['a workspace without a name', inWorkspace({ name: '' })],
    ['a plan without a title', withPlan({ title: '' })],
    ['a title that is too long', withPlan({ title: 'x'.repeat(201) })],
    ['a type that is none', withPlan({ type: 'novel' })],
    ['a language that is none', withPlan({ language: 'en_GB' })],
    ['a language that is too long', withPlan({ language: `en${'-abcdefgh'.repeat(4)}` })],
    ['a name that is too long', sentBy('x'.repeat(301))],
    ['two lines in a name', sentBy('Bank\nof all')],
    ['two lines of another kind', sentBy('Bank\u2028of all')],
    ['two paragraphs', sentBy('Bank\u2029of all')],
    ['a change of direction', sentBy('Bank\u202egnikrow')],
    ['a sign that is not seen', sentBy('Bank\u2060')],
  ])('with %s', (_what, changes) => {
    expect(isTaken(changes)).toBe(false);
  });
});

describe('HB-7, HB-10 a part is refused', () => {
  test.each([
    ['half a byte', { bytes: 1.5 }],
    ['fewer bytes than none', { bytes: -1 }],
    ['more bytes than a file may hold', { bytes: handoverLimits.contentBytes + 1 }],
    ['a hash that is too short', { sha256: 'a'.repeat(63) }],
    ['a hash of other letters', { sha256: 'A'.repeat(64) }],
    ['a state that is no base64', { stateVector: 'A' }],
    ['a state that cannot be read', { stateVector: 'Bw==' }],
    ['a base that cannot be read', { base: 'Bw==' }],
    ['a state without end', { stateVector: 'A'.repeat(4_000_004) }],
    ['a kind that is none', { kind: 'program' }],
  ])('with %s', (_what, changes) => {
    expect(isTaken(withPart(changes))).toBe(false);
  });
});

describe('HB-9 ids', () => {
  test.each([
    '.plan',
    '-plan',
    '_plan',
    'plan.text',
    'plan.images',
    'commons',
    'commons.comments',
    'A'.repeat(201),
    'plan/1',
    'σχέδιο',
  ])('none is called %j', (id) => {
    expect(isTaken(called(id))).toBe(false);
  });

  test.each([
    ['nothing', { plans: [], parts: [] }],
    ['a plan without its text', { parts: [{ ...part, id: `${planId}.comments` }] }],
    ['a part of no plan', { parts: [part, { ...part, id: 'plan-2' }] }],
    ['a companion that there is not', { parts: [part, { ...part, id: `${planId}.videos` }] }],
    [
      'a companion with a name that is too long',
      {
        ...withPlan({ id: 'A'.repeat(195) }),
        parts: [
          { ...part, id: 'A'.repeat(195) },
          { ...part, id: `${'A'.repeat(195)}.comments` },
        ],
      },
    ],
    ['a plan twice', { plans: [plan, plan] }],
    ['a part twice', { parts: [part, part] }],
    ['a snapshot under another name', { parts: [part, { ...snapshot, id: 'b'.repeat(64) }] }],
    ['too many plans', { plans: plans(501), parts: partsOf(501) }],
    [
      'too many parts',
      {
        parts: [
          part,
          ...Array.from({ length: handoverLimits.parts }, (_, index) => {
            const id = index.toString(16).padStart(64, '0');
            return { ...snapshot, id, sha256: id };
          }),
        ],
      },
    ],
  ])('a file does not hold %s', (_what, changes) => {
    expect(isTaken(changes)).toBe(false);
  });
});

test('HB-20 a receipt names plans, snapshots and states, and nothing more', () => {
  const outcome = 'taken';
  const receipt = {
    format: 'cp-receipt/1',
    id: good.id,
    createdAt: good.createdAt,
    appVersion: '0.1.0',
    workspace: { id: 'demo' },
    receiver: { organisation: '', displayName: '' },
    bundle: { id: good.id, sha256: hash },
    plans: [{ id: planId, outcome }],
    snapshots: [{ id: hash, outcome }],
    documents: [{ id: planId, stateVector: 'AA==' }],
    parts: [],
  };
  const isReceipt = (changes: object) => receiptManifest.safeParse({ ...receipt, ...changes }).success;
  expect(isReceipt({})).toBe(true);
  for (const wrong of [
    { parts: [part] },
    { more: 1 },
    { workspace: { id: 'demo', name: 'Demo' } },
    { bundle: { id: good.id, sha256: 'x' } },
    { bundle: { ...receipt.bundle, more: 1 } },
    { plans: [{ id: 'a/b', outcome }] },
    { plans: [{ id: planId, outcome: 'burnt' }] },
    { plans: plans(501).map(({ id }) => ({ id, outcome })) },
    { snapshots: [{ id: 'x', outcome }] },
    { snapshots: Array.from({ length: 2_001 }, () => ({ id: hash, outcome })) },
    { documents: [{ id: 'commons', stateVector: 'AA==' }] },
    { documents: [{ id: planId, stateVector: 'Bw==' }] },
    { documents: Array.from({ length: 2_001 }, () => receipt.documents[0]) },
  ])
    expect(isReceipt(wrong), JSON.stringify(wrong).slice(0, 100)).toBe(false);
});
