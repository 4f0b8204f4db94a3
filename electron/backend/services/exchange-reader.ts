import { maxExchangeCharacters } from '../../../shared/contract/assessments.ts';
import { checkPatch } from '../../../shared/domain/model/validation.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { bundleFault } from './exchange-bundle.ts';
import {
  exchangeFile,
  exchangeHash,
  newestExchangeVersion,
  type ExchangeFile,
  type ExchangeRecord,
} from './exchange-file.ts';

/** No value of ours is nested deeper; a hostile file could otherwise exhaust the stack of what walks it. */
const maxDepth = 24;

/**
 * Reads and checks an exchange file as a whole (EX-1 to EX-9), so that an import begins with data
 * that is known to be sound. Throws the `AppError` of the first thing that is wrong.
 */
export function readExchangeFile(content: string, frameworks: FrameworkRegistry): ExchangeFile {
  if (content.length > maxExchangeCharacters) {
    throw new AppError('fileTooLarge', { limitMegabytes: maxExchangeCharacters / 1_000_000 });
  }
  const value = parseExchangeText(content.startsWith('\uFEFF') ? content.slice(1) : content);
  refuseBySchema(value, 'assessment');
  if (value['hash'] !== exchangeHash(value)) throw damaged('hash');
  refuseReservedNames(value);
  const parsed = exchangeFile.safeParse(value);
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.path.join('.') ?? '');
  const file = parsed.data;
  const framework = frameworks.find(file.frameworkVersion);
  if (!framework) throw new AppError('exchangeFileUnknownFramework', { version: file.frameworkVersion });
  const records = file.records.map(checkedRecord);
  const fault = bundleFault(records, framework);
  if (fault !== undefined) throw damaged(fault);
  return { ...file, records };
}

/** EX-2: one JSON value of bounded depth. */
export function parseExchangeText(content: string): unknown {
  if (depthExceeds(content, maxDepth)) throw new AppError('exchangeFileForeign');
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new AppError('exchangeFileNotJson', {}, { cause: error });
  }
}

/** Looks at brackets outside of strings only, before anything recursive sees the text. */
function depthExceeds(content: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < content.length; index += 1) {
    const code = content.charCodeAt(index);
    if (inString) {
      if (code === backslash) index += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
  }
  return false;
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d,
];

/** EX-4: tells ours from foreign files, and files of newer app versions from damaged ones. */
export function refuseBySchema(
  value: unknown,
  wanted: 'assessment' | 'snapshot',
): asserts value is Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new AppError('exchangeFileForeign');
  }
  const { schema, kind } = value as Record<string, unknown>;
  const version = /^cps-exchange\/(\d{1,6})$/.exec(typeof schema === 'string' ? schema : '')?.[1];
  if (version === undefined || Number(version) < 1) throw new AppError('exchangeFileForeign');
  if (Number(version) > newestExchangeVersion) throw new AppError('exchangeFileTooNew', { version });
  if (kind !== wanted) throw new AppError('exchangeFileTooNew', { version });
}

/** Names such as `__proto__` mean something to the program; none of ours is one. `maxDepth` bounds the recursion. */
export function refuseReservedNames(value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, child] of Object.entries(value)) {
    if (name in Object.prototype) throw damaged(name);
    refuseReservedNames(child);
  }
}

/** EX-7: every field by the schema of its kind. */
export function checkedRecord(record: ExchangeRecord): ExchangeRecord {
  const result = checkPatch(record.kind, record.fields);
  if (result.ok) return { ...record, fields: result.patch };
  const place = `${record.kind} ${record.id}`;
  const unknown = result.errors.find((error) => error.code === 'unknownField');
  // A sound file with a field that this version does not know comes from a newer one: leaving the
  // field out would lose it without a word.
  if (unknown && /^[a-z][A-Za-z0-9]{0,59}$/.test(unknown.field))
    throw new AppError('exchangeFileTooNew', { version: unknown.field });
  const [first] = result.errors;
  throw damaged(`${place}: ${first.field.slice(0, 60)}`);
}

function damaged(place: string): AppError {
  return new AppError('exchangeFileDamaged', { place: place.slice(0, 200) });
}
