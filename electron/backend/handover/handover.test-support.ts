import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { openDeviceKey } from '../identity/device-key.ts';
import { temporaryFolder } from '../services/workspace.test-support.ts';
import type { NewBundle } from './bundle-file.ts';

export const bundleId = '6f1d0e5c-58f3-4d55-9f5c-0f4f8a3ad001';
export const planId = 'plan-1';

export function testDeviceKey() {
  const folder = temporaryFolder();
  try {
    return openDeviceKey(folder.path);
  } finally {
    folder.dispose();
  }
}

/** A bundle of one small plan. */
export function smallBundle(changes: Partial<NewBundle> = {}): NewBundle {
  const doc = new Y.Doc({ guid: planId });
  doc.clientID = 1;
  doc.getText('text').insert(0, 'The vision of the region, in a few words.');
  return {
    manifest: {
      id: bundleId,
      createdAt: '2014-06-30T09:00:00.000Z',
      appVersion: '0.1.0',
      workspace: { id: 'demo', name: 'Demo' },
      sender: { organisation: 'Lead regional authority', displayName: 'Anna' },
      plans: [{ id: planId, title: 'Vision', type: 'jsp', templateVersion: '1', language: 'en' }],
    },
    documents: [{ id: planId, doc, base: null }],
    deviceKey: testDeviceKey(),
    ...changes,
  };
}

/** Bytes that are the same in each run. */
export function fixedBytes(count: number): Uint8Array {
  return createHash('sha512').update(String(count)).digest().subarray(0, count);
}
