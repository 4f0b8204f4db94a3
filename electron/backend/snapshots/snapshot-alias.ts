/** Without letters and digits that are read as each other. 32 of them: each byte gives five even bits. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const characters = 6;

/** A random name such as `K7F-Q2M` that nobody in the list has. It says nothing of whom it stands for. */
export function newAlias(randomBytes: (length: number) => Uint8Array, taken: ReadonlySet<string>): string {
  for (;;) {
    const letters = [...randomBytes(characters)].map((byte) => alphabet[byte % alphabet.length]);
    const alias = `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`;
    if (!taken.has(alias)) return alias;
  }
}
