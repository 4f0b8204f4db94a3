import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readUpdateRanges } from '../../../relay/protocol/update-ranges.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { readBundle, writeBundle } from './bundle-file.ts';
import { partSizeOf } from './content.ts';
import { handoverLimits } from './handover-limits.ts';
import { fixedBytes, smallBundle, testDeviceKey } from './handover.test-support.ts';
import { writeSignedFile } from './signed-file.ts';

const passphrase = 'Čtyři koně ve dne';
let plain: Uint8Array;
let locked: Uint8Array;
beforeAll(async () => {
  plain = await writeBundle(smallBundle());
  locked = await writeBundle(smallBundle({ passphrase, random: fixedBytes }));
});

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error);
const refusal = (file: Uint8Array, words?: string) =>
  readBundle(file, words).then(
    () => 'accepted',
    (error: unknown) => codeOf(error),
  );

describe('a hand-over file', () => {
  it('HB-4 comes back as it was written, with and without a passphrase', async () => {
    for (const [file, words] of [
      [plain, undefined],
      [locked, passphrase],
    ] as const) {
      const { manifest, documents, encrypted } = await readBundle(file, words);
      expect(encrypted).toBe(words !== undefined);
      expect(manifest.sender.organisation).toBe('Lead regional authority');
      const doc = new Y.Doc();
      Y.applyUpdate(doc, documents[0]!.update);
      expect(doc.getText('text').toJSON()).toBe('The vision of the region, in a few words.');
    }
  });

  it('HB-22 snapshots come back under their own hashes, beside the plans', async () => {
    const snapshots = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
    const read = await readBundle(await writeBundle(smallBundle({ snapshots })));
    expect(read.snapshots).toEqual(new Map(snapshots.map((bytes) => [partSizeOf(bytes).sha256, bytes])));
    expect(read.documents).toHaveLength(1);
  });

  it('HB-4 is the same bytes for the same content and key', async () => {
    const deviceKey = testDeviceKey();
    const [first, second] = await Promise.all([1, 2].map(() => writeBundle(smallBundle({ deviceKey }))));
    expect(Buffer.compare(first!, second!)).toBe(0);
  });

  it('HB-3 shows nothing of its content or its sender without the passphrase', async () => {
    const deviceKey = testDeviceKey();
    const file = await writeBundle(smallBundle({ passphrase, deviceKey }));
    expect(Buffer.from(file).includes(Buffer.from(deviceKey.publicKey.x, 'base64url'))).toBe(false);
    expect(await refusal(file)).toBe('handoverPassphrase');
    expect(await refusal(file, 'Four horses')).toBe('handoverPassphrase');
    expect(await refusal(file, passphrase.normalize('NFD'))).toBe('accepted');
    // Letters of another width, from another keyboard.
    expect(await refusal(file, passphrase.replace('ty', '\uff54\uff59'))).toBe('accepted');
  });

  it('HB-3 an empty passphrase opens nothing that is opened without one', async () => {
    const file = await writeBundle(smallBundle({ passphrase: '' }));
    expect(await refusal(file)).toBe('handoverPassphrase');
    expect(await refusal(file, '')).toBe('accepted');
  });

  it('HB-3 no two files have the same salt or nonce', async () => {
    const deviceKey = testDeviceKey();
    const files = await Promise.all([1, 2].map(() => writeBundle(smallBundle({ passphrase, deviceKey }))));
    const places = [
      [11, 27],
      [27, 39],
      [55, 71],
    ] as const;
    for (const [from, to] of places) {
      const [one, other] = files.map((file) => Buffer.from(file.subarray(from, to)).toString('hex'));
      expect(one).not.toBe(other);
      expect([one, other]).not.toContain('00'.repeat(to - from));
    }
  });

  it('HB-5 is refused when any one byte of it is another', async () => {
    for (let index = 0; index < plain.length; index++) {
      const altered = Uint8Array.from(plain);
      altered[index] = altered[index]! ^ (1 << (index % 8));
      expect(await refusal(altered), `byte ${index}`).not.toBe('accepted');
    }
  });

  it('HB-5 is refused when any region of an encrypted one is another, also its head', async () => {
    for (const [end, code] of [
      [8, 'handoverForeign'],
      [9, 'handoverDamaged'],
      [10, 'handoverDamaged'],
      [11, 'handoverDamaged'],
      // Another salt gives another check.
      [27, 'handoverPassphrase'],
      [39, 'handoverDamaged'],
      [55, 'handoverPassphrase'],
      [87, 'handoverDamaged'],
      [151, 'handoverDamaged'],
      [locked.length - 16, 'handoverDamaged'],
      [locked.length, 'handoverDamaged'],
    ] as const) {
      const altered = Uint8Array.from(locked);
      altered[end - 1] = altered[end - 1]! ^ 1;
      expect(await refusal(altered, passphrase), `byte ${end - 1}`).toBe(code);
    }
  });

  it('HB-5 cannot be sealed again under another passphrase, nor laid open, and keep its signature', async () => {
    const { scryptSync, createDecipheriv } = await import('node:crypto');
    const header = locked.subarray(0, 55);
    const made = scryptSync(passphrase.normalize('NFKC'), locked.subarray(11, 27), 48, {
      N: 2 ** 17,
      r: 8,
      p: 1,
      maxmem: 2 ** 28,
    });
    const key = made.subarray(0, 32);
    // What everybody can read of it tells nothing of the key.
    expect(Buffer.from(header.subarray(39))).toEqual(made.subarray(32));
    const decipher = createDecipheriv('aes-256-gcm', key, locked.subarray(27, 39));
    decipher.setAAD(header);
    decipher.setAuthTag(locked.subarray(-16));
    const inner = Buffer.concat([decipher.update(locked.subarray(55, -16)), decipher.final()]);
    const laidOpen = Buffer.concat([plain.subarray(0, 11), inner]);
    expect(await refusal(laidOpen)).toBe('handoverDamaged');
  });

  it('HB-6 is refused when it was cut off or something was added', async () => {
    for (const length of [0, 5, 8, 10, 11, 43, 107, 108, plain.length - 1]) {
      expect(await refusal(plain.slice(0, length)), `${length}`).toMatch(/^handover(Foreign|Damaged)$/);
    }
    expect(await refusal(Buffer.concat([plain, Uint8Array.of(0)]))).toBe('handoverDamaged');
    for (const length of [11, 30, 54, 55, 60, 71])
      expect(await refusal(locked.slice(0, length), passphrase), `${length}`).toBe('handoverDamaged');
  });

  it('HB-2 says what it is: foreign, of a later version, a receipt', async () => {
    expect(await refusal(Buffer.from('PK\u0003\u0004 a zip file, not ours'))).toBe('handoverForeign');
    const later = Uint8Array.from(plain);
    later[8] = 2;
    expect(await refusal(later)).toBe('handoverTooNew');
    for (const [index, value] of [
      [8, 0],
      [9, 0],
      [9, 3],
      [10, 2],
      [10, 255],
    ] as const) {
      const other = Uint8Array.from(plain);
      other[index] = value;
      expect(await refusal(other), `byte ${index} is ${value}`).toBe('handoverDamaged');
    }
    const receipt = await writeSignedFile({
      kind: 'receipt',
      content: new Uint8Array(10),
      deviceKey: testDeviceKey(),
    });
    expect(await refusal(receipt)).toBe('handoverForeign');
  });
});

/** A file signed by somebody who builds whatever content he likes. */
async function hostile(
  manifest: unknown,
  parts: readonly Uint8Array[] = [],
  text = canonicalJson(manifest as never),
) {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return writeSignedFile({
    kind: 'bundle',
    content: Buffer.concat([length, bytes, ...parts]),
    deviceKey: stranger,
  });
}

const stranger = testDeviceKey();
const update = Y.encodeStateAsUpdate(new Y.Doc());
const emptyVector = Buffer.from([0]).toString('base64');
const manifestWith = (changes: object, part: object = {}, plan: object = {}) => ({
  ...smallBundle().manifest,
  format: 'cp-handover/1',
  plans: [{ ...smallBundle().manifest.plans[0]!, ...plan }],
  parts: [
    { kind: 'document', id: 'plan-1', base: null, stateVector: emptyVector, ...partSizeOf(update), ...part },
  ],
  ...changes,
});

describe('a well signed file with hostile content', () => {
  it('is accepted when there is nothing wrong with it', async () => {
    expect(await refusal(await hostile(manifestWith({}), [update]))).toBe('accepted');
  });

  it('HB-6 zip bombs: more than the limit is never unpacked', async () => {
    const file = signedByHand(deflateSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 }));
    expect(file.length).toBeLessThan(300_000);
    expect(await refusal(file)).toBe('fileTooLarge');
  });

  it('HB-6 a file beyond the limit is not even looked at', async () => {
    expect(await refusal(new Uint8Array(handoverLimits.fileBytes + 1))).toBe('fileTooLarge');
  });

  it('HB-6 nothing hides behind the end of the compressed content', async () => {
    const body = plain.slice(11 + 32 + 64);
    await readBundle(signedByHand(body));
    expect(await refusal(signedByHand(Buffer.concat([body, Buffer.from('more')])))).toBe('handoverDamaged');
  });

  /** A body of whatever kind under a good signature. */
  function signedByHand(body: Uint8Array): Uint8Array {
    const deviceKey = testDeviceKey();
    const header = plain.slice(0, 11);
    const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
    const message = Buffer.concat([
      Buffer.from('ClusterPoliSEE hand-over file 1\0'),
      hashOf(header),
      hashOf(body),
    ]);
    const key = Buffer.from(deviceKey.publicKey.x, 'base64url');
    return Buffer.concat([header, key, deviceKey.sign(message), body]);
  }

  it('HB-7 huge declared sizes take no memory', async () => {
    const huge = await writeSignedFile({
      kind: 'bundle',
      content: Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x7b),
      deviceKey: testDeviceKey(),
    });
    expect(await refusal(huge)).toBe('handoverDamaged');
    for (const bytes of [2 ** 31, 128 * 1024 * 1024, update.length + 1, -1]) {
      expect(await refusal(await hostile(manifestWith({}, { bytes }), [update]))).toBe('handoverDamaged');
    }
  });

  it('HB-7 parts have the hash that the manifest says, and nothing follows them', async () => {
    const other = Uint8Array.from(update, (byte) => byte ^ 1);
    expect(await refusal(await hostile(manifestWith({}), [other]))).toBe('handoverDamaged');
    expect(await refusal(await hostile(manifestWith({}), [update, update]))).toBe('handoverDamaged');
  });

  it.each([
    '../../etc/passwd',
    '..',
    '.',
    'a/b',
    'a\\b',
    'C:x',
    'commons',
    'plan.images',
    '',
    'a\0',
    '%2e%2e',
  ])('HB-9 names that lead elsewhere are refused: %j', async (id) => {
    const file = await hostile(manifestWith({}, { id }, { id }), [update]);
    expect(await refusal(file)).toBe('handoverDamaged');
  });

  it('HB-9 documents of plans that are not listed, or listed twice, are refused', async () => {
    expect(await refusal(await hostile(manifestWith({}, { id: 'plan-2' }), [update]))).toBe(
      'handoverDamaged',
    );
    const { parts, plans } = manifestWith({});
    const twice = await hostile(manifestWith({ parts: [...parts, ...parts] }), [update, update]);
    expect(await refusal(twice)).toBe('handoverDamaged');
    expect(await refusal(await hostile(manifestWith({ plans: [...plans, ...plans] }), [update]))).toBe(
      'handoverDamaged',
    );
  });

  it('HB-8 one manifest has one text, and only fields that are known', async () => {
    const manifest = manifestWith({});
    const spaced = await hostile(manifest, [update], JSON.stringify(manifest, null, 1));
    expect(await refusal(spaced)).toBe('handoverDamaged');
    expect(await refusal(await hostile({ ...manifest, more: 1 }, [update]))).toBe('handoverDamaged');
    expect(await refusal(await hostile({ ...manifest, format: 'cp-handover/2' }, [update]))).toBe(
      'handoverTooNew',
    );
    const bidi = manifestWith({ sender: { organisation: 'Bank\u202egnikrow', displayName: '' } });
    expect(await refusal(await hostile(bidi, [update]))).toBe('handoverDamaged');
    const polluted = canonicalJson(manifest).replace('{', '{"__proto__":{"a":1},');
    expect(await refusal(await hostile(manifest, [update], polluted))).toBe('handoverDamaged');
    expect(await refusal(await hostile(manifest, [], '['.repeat(100_000)))).toBe('handoverDamaged');
  });

  it('HB-11 bytes that are no update are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 40 }), async (bytes) => {
        const file = await hostile(manifestWith({}, partSizeOf(bytes)), [bytes]);
        expect(await refusal(file)).toBe(readUpdateRanges(bytes).ok ? 'accepted' : 'handoverDamaged');
      }),
      { numRuns: 100 },
    );
    const { parts, ...others } = manifestWith({});
    const both = (second: Uint8Array) => {
      const images = { ...parts[0]!, id: 'plan-1.images', ...partSizeOf(second) };
      return hostile({ ...others, parts: [...parts, images] }, [update, second]);
    };
    expect(await refusal(await both(update))).toBe('accepted');
    for (const junk of [Uint8Array.of(5, 5, 5, 5), Uint8Array.of(...update, 0)]) {
      expect(await refusal(await hostile(manifestWith({}, partSizeOf(junk)), [junk]))).toBe(
        'handoverDamaged',
      );
      expect(await refusal(await both(junk))).toBe('handoverDamaged');
    }
  });
});

describe('10,000 mutated files', () => {
  it('HB-5 are refused with a code, each of them', async () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), by: fc.nat(200) }),
      fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), by: fc.nat(255) }),
      fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), by: fc.nat(200) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 5 }), async (edits) => {
        const altered = edits.reduce<Uint8Array>((file, { kind, at, by }) => {
          const place = file.length === 0 ? 0 : at % file.length;
          const [before, after] = [file.subarray(0, place), file.subarray(place)];
          if (kind === 'cut') return Buffer.concat([before, after.subarray(by)]);
          if (kind === 'insert') return Buffer.concat([before, Uint8Array.of(by), after]);
          if (kind === 'repeat') return Buffer.concat([before, after.subarray(0, by), after]);
          const copy = Uint8Array.from(file);
          if (copy.length > 0) copy[place] = copy[place]! ^ by;
          return copy;
        }, plain);
        fc.pre(!Buffer.from(altered).equals(plain));
        expect(await refusal(altered)).toMatch(/^handover(Foreign|TooNew|Damaged|Passphrase)$/);
      }),
      { numRuns: 10_000 },
    );
  });
});
