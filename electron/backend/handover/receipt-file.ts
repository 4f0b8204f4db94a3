import type { DeviceKey, PublicDeviceKey } from '../identity/device-key.ts';
import { decodeContent, encodeContent } from './content.ts';
import { type ReceiptManifest, receiptFormat, receiptManifest } from './manifest.ts';
import { readSignedFile, writeSignedFile } from './signed-file.ts';

export interface VerifiedReceipt {
  readonly manifest: ReceiptManifest;
  readonly signer: PublicDeviceKey;
}

/** HB-20: the bytes of a receipt. It tells no content, so it has no passphrase. */
export function writeReceipt(
  manifest: Omit<ReceiptManifest, 'format' | 'parts'>,
  deviceKey: DeviceKey,
): Promise<Uint8Array> {
  const checked = receiptManifest.parse({ ...manifest, format: receiptFormat, parts: [] });
  return writeSignedFile({ kind: 'receipt', content: encodeContent(checked, []), deviceKey });
}

/** Checks everything before it returns; throws a `handover…` code. */
export async function readReceipt(file: Uint8Array): Promise<VerifiedReceipt> {
  const { content, signer } = await readSignedFile(file, 'receipt');
  return { manifest: decodeContent(content, receiptManifest, receiptFormat).manifest, signer };
}
