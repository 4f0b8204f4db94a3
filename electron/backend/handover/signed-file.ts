import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, type InputType, inflate, type Zlib, type ZlibOptions } from 'node:zlib';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type DeviceKey, isSignedBy, type PublicDeviceKey } from '../identity/device-key.ts';
import { decodeHeader, encodeHeader, type FileKind } from './file-header.ts';
import { handoverLimits } from './handover-limits.ts';
import { passphraseKey, seal, unseal } from './passphrase-seal.ts';

export interface FileToSign {
  readonly kind: FileKind;
  readonly content: Uint8Array;
  readonly deviceKey: DeviceKey;
  readonly passphrase?: string | undefined;
  /** Salt and nonce come from here. */
  readonly random?: (bytes: number) => Uint8Array;
}

/** A file whose every byte was covered by the signature of the key that it names. */
export interface VerifiedFile {
  readonly content: Uint8Array;
  readonly signer: PublicDeviceKey;
  /** SHA-256 of the whole file, hex. */
  readonly hash: string;
  readonly encrypted: boolean;
}

const keyBytes = 32;
const signatureBytes = 64;
const domain = 'ClusterPoliSEE hand-over file 1\0';

/** HB-4: compressed, signed, then encrypted when there is a passphrase. Throws `handoverTooLarge`. */
export async function writeSignedFile(file: FileToSign): Promise<Uint8Array> {
  const { kind, deviceKey, passphrase, random = randomBytes } = file;
  if (file.content.length > handoverLimits.contentBytes) throw new AppError('handoverTooLarge');
  const body = await promisify(deflate as (input: InputType, done: Done<Buffer>) => void)(file.content);
  const sealing = passphrase === undefined ? null : await newSealing(passphrase, random);
  const header = encodeHeader({ kind, passphrase: sealing && sealing.header });
  const signature = deviceKey.sign(signedMessage(header, body));
  const inner = Buffer.concat([Buffer.from(deviceKey.publicKey.x, 'base64url'), signature, body]);
  const outer = sealing ? seal(sealing.key, sealing.header.nonce, header, inner) : inner;
  const whole = Buffer.concat([header, outer]);
  if (whole.length > handoverLimits.fileBytes) throw new AppError('handoverTooLarge');
  return whole;
}

/** What a file is and whether a passphrase is needed, without opening it. */
export function fileKindOf(file: Uint8Array): { kind: FileKind; encrypted: boolean } {
  const { kind, passphrase } = decodeHeader(file);
  return { kind, encrypted: passphrase !== null };
}

/** Checks the whole file before anything of it is used. Throws a `handover…` code. */
export async function readSignedFile(
  file: Uint8Array,
  kind: FileKind,
  passphrase?: string,
): Promise<VerifiedFile> {
  if (file.length > handoverLimits.fileBytes) throw new AppError('fileTooLarge');
  const { length, ...header } = decodeHeader(file);
  if (header.kind !== kind) throw new AppError('handoverForeign');
  const headerBytes = file.subarray(0, length);
  const outer = file.subarray(length);
  if (header.passphrase && passphrase === undefined) throw new AppError('handoverPassphrase');
  const inner = header.passphrase
    ? await unseal(passphrase ?? '', header.passphrase, headerBytes, outer)
    : outer;
  const x = Buffer.from(inner.subarray(0, keyBytes)).toString('base64url');
  const signer: PublicDeviceKey = { kty: 'OKP', crv: 'Ed25519', x };
  const signature = inner.subarray(keyBytes, keyBytes + signatureBytes);
  const body = inner.subarray(keyBytes + signatureBytes);
  // The signature first: nothing of a stranger's making is unpacked that nobody answers for.
  if (!isSigned(signer, signedMessage(headerBytes, body), signature)) throw new AppError('handoverDamaged');
  const hash = createHash('sha256').update(file).digest('hex');
  return { content: await unpack(body), signer, hash, encrypted: header.passphrase !== null };
}

/** HB-5: binds what was packed to the kind of file and to the very encryption that it was signed for. */
function signedMessage(header: Uint8Array, body: Uint8Array): Uint8Array {
  const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  return Buffer.concat([Buffer.from(domain, 'latin1'), hashOf(header), hashOf(body)]);
}

function isSigned(signer: PublicDeviceKey, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return isSignedBy(signer, message, signature);
  } catch {
    return false; // 32 bytes that are no key at all
  }
}

async function newSealing(passphrase: string, random: (bytes: number) => Uint8Array) {
  const salt = random(16);
  const { key, check } = await passphraseKey(passphrase, salt);
  return { key, header: { salt, nonce: random(12), check } };
}

type Done<Result> = (error: Error | null, result: Result) => void;
type InflateWithInfo = (input: InputType, options: ZlibOptions, done: Done<Unpacked>) => void;
interface Unpacked {
  readonly buffer: Buffer;
  readonly engine: Zlib;
}

/** HB-6: what would unpack to more than the limit, or ends before its last byte, is refused. */
async function unpack(body: Uint8Array): Promise<Uint8Array> {
  const options = { maxOutputLength: handoverLimits.contentBytes, info: true };
  try {
    const { buffer, engine } = await promisify(inflate as unknown as InflateWithInfo)(body, options);
    if (engine.bytesWritten !== body.length) throw new AppError('handoverDamaged');
    return buffer;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(tooLarge ? 'fileTooLarge' : 'handoverDamaged', {}, { cause: error });
  }
}
