/** How the files of the app end, without a dot. What a file is, its content tells: names get lost on the way. */
export const ownFileExtensions = ['json', 'cphandover', 'cpreceipt'] as const;

/**
 * The first bytes of hand-over files and receipts (HB-1). As PNG does it: a byte that is no text, then line
 * ends that a program which "repairs" texts would change.
 */
export const handoverMagic: readonly number[] = [0x8b, 0x43, 0x50, 0x48, 0x0d, 0x0a, 0x1a, 0x0a];

/** handover: a hand-over file or a receipt. exchange: it may be an assessment; its reader knows. */
export type OwnFileKind = 'handover' | 'exchange';

/** What a file may be, by its first bytes alone; undefined for what is none of ours. */
export function kindOfOwnFile(content: Uint8Array): OwnFileKind | undefined {
  if (handoverMagic.every((byte, index) => content[index] === byte)) return 'handover';
  const hasMark = byteOrderMark.every((byte, index) => content[index] === byte);
  let position = hasMark ? byteOrderMark.length : 0;
  while (whiteSpace.has(content[position] ?? -1)) position += 1;
  return content[position] === openingBrace ? 'exchange' : undefined;
}

const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];
const whiteSpace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const openingBrace = 0x7b;
