import { AppError } from '../../../shared/kernel/errors.ts';
import { handoverMagic as magic } from '../../../shared/kernel/own-files.ts';

// The format is specified in docs/spec/handover-file.md; its rules are cited by their ids (HB-n).

export const fileKinds = { bundle: 1, receipt: 2 } as const;
export type FileKind = keyof typeof fileKinds;

/** How a passphrase was turned into a key: all that is needed to do it again, and nothing secret. */
export interface PassphraseHeader {
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  /** Tells a wrong passphrase from a file that was altered. */
  readonly check: Uint8Array;
}

export interface FileHeader {
  readonly kind: FileKind;
  /** Null: anyone may read the file. */
  readonly passphrase: PassphraseHeader | null;
}

const formatVersion = 1;
const plainBytes = 11;
const saltBytes = 16;
const nonceBytes = 12;
const checkBytes = 16;
const encryptedBytes = plainBytes + saltBytes + nonceBytes + checkBytes;

/** HB-1, HB-2: the first bytes of a file. */
export function encodeHeader({ kind, passphrase }: FileHeader): Uint8Array {
  const start = Uint8Array.of(...magic, formatVersion, fileKinds[kind], passphrase ? 1 : 0);
  if (!passphrase) return start;
  return Buffer.concat([start, passphrase.salt, passphrase.nonce, passphrase.check]);
}

/** Throws `handoverForeign`, `handoverTooNew` or `handoverDamaged`; what follows `length` bytes is sealed. */
export function decodeHeader(file: Uint8Array): FileHeader & { readonly length: number } {
  if (!magic.every((byte, index) => file[index] === byte)) throw new AppError('handoverForeign');
  const [version = 0, kindCode = 0, flags = 0] = file.subarray(magic.length, plainBytes);
  if (version > formatVersion) throw new AppError('handoverTooNew');
  const kind = kindOf(kindCode);
  if (version !== formatVersion || !kind || flags > 1) throw new AppError('handoverDamaged');
  if (flags === 0) return { kind, passphrase: null, length: plainBytes };
  if (file.length < encryptedBytes) throw new AppError('handoverDamaged');
  let position = plainBytes;
  const next = (length: number) => file.slice(position, (position += length));
  const passphrase = { salt: next(saltBytes), nonce: next(nonceBytes), check: next(checkBytes) };
  return { kind, passphrase, length: encryptedBytes };
}

function kindOf(code: number): FileKind | undefined {
  return (Object.keys(fileKinds) as FileKind[]).find((kind) => fileKinds[kind] === code);
}
