import { createCipheriv, createDecipheriv, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { PassphraseHeader } from './file-header.ts';

/** HB-3: costs 128 MiB and about half a second for each guess, on the machine of whoever guesses. */
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 } as const;
const keyBytes = 32;
const checkBytes = 16;
const tagBytes = 16;

interface PassphraseKey {
  readonly key: Buffer;
  readonly check: Buffer;
}

/** What a passphrase gives with a salt. Asynchronous: the half second must not hold up a keystroke. */
export function passphraseKey(passphrase: string, salt: Uint8Array): Promise<PassphraseKey> {
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard may arrive in another form.
    scrypt(passphrase.normalize('NFKC'), salt, keyBytes + checkBytes, scryptCost, (error, bytes) => {
      if (error) reject(error);
      else resolve({ key: bytes.subarray(0, keyBytes), check: bytes.subarray(keyBytes) });
    });
  });
}

/** AES-256-GCM; `header` is authenticated with it. */
export function seal(key: Buffer, nonce: Uint8Array, header: Uint8Array, content: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(header);
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws `handoverPassphrase` for the wrong one, `handoverDamaged` when a byte is not as it was sealed. */
export async function unseal(
  passphrase: string,
  { salt, nonce, check }: PassphraseHeader,
  header: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  const made = await passphraseKey(passphrase, salt);
  if (!timingSafeEqual(made.check, check)) throw new AppError('handoverPassphrase');
  if (sealed.length < tagBytes) throw new AppError('handoverDamaged');
  const decipher = createDecipheriv('aes-256-gcm', made.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch (error) {
    throw new AppError('handoverDamaged', {}, { cause: error });
  }
}
