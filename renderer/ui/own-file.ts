import { maxExchangeCharacters } from '../../shared/contract/assessments.ts';
import type { AppErrorCode } from '../../shared/kernel/errors.ts';
import { kindOfOwnFile } from '../../shared/kernel/own-files.ts';
import { fileSizeLimitBytes, type OpenOutcome } from '../../shared/kernel/shell.ts';

/** An exchange file that was opened, for the list of assessments to import. */
export interface ExchangeFile {
  readonly name: string;
  readonly content: string;
}

export type OwnFile =
  | { readonly kind: 'handover'; readonly name: string; readonly content: Uint8Array }
  | { readonly kind: 'exchange'; readonly file: ExchangeFile }
  | { readonly kind: 'failed'; readonly name: string; readonly code: AppErrorCode };

/** What was opened, by its content; undefined when the user chose nothing. */
export function ownFileOf(outcome: OpenOutcome): OwnFile | undefined {
  if (outcome.status === 'cancelled') return undefined;
  const name = outcome.name.slice(0, longestNameLength);
  const failed = (code: AppErrorCode) => ({ kind: 'failed', name, code }) as const;
  if (outcome.status === 'failed') return failed(outcome.code);
  const content =
    typeof outcome.content === 'string' ? new TextEncoder().encode(outcome.content) : outcome.content;
  const kind = kindOfOwnFile(content);
  if (kind === undefined) return failed('fileUnknown');
  if (kind === 'handover') return { kind, name, content };
  // A character of the file takes up to three bytes.
  if (content.length > maxExchangeCharacters * 3) return failed('fileTooLarge');
  const text = textOf(content);
  return text === undefined ? failed('fileNotReadable') : { kind, file: { name, content: text } };
}

const longestNameLength = 300;

/** Undefined for what is no UTF-8. */
function textOf(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** A file that was dropped on the window. */
export async function readDropped(file: File): Promise<OpenOutcome> {
  const { name } = file;
  if (file.size > fileSizeLimitBytes) return { status: 'failed', name, code: 'fileTooLarge' };
  try {
    return { status: 'opened', name, content: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return { status: 'failed', name, code: 'fileNotReadable' }; // a folder, or it was removed meanwhile
  }
}
