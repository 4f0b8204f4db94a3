import type { InterfaceLanguage } from '../../shared/kernel/languages.ts';
import {
  type FileFilter,
  type FileRequest,
  fileSizeLimitBytes,
  type FileToSave,
} from '../../shared/kernel/shell.ts';
import { isInterfaceLanguage } from './profile-language.ts';

/* Each function takes what a window sent and returns it typed, or throws a TypeError. */

export function parseNothing(input: unknown): void {
  check(input === undefined || input === null, 'no argument expected');
}

export function parseLanguage(input: unknown): InterfaceLanguage {
  check(isInterfaceLanguage(input), 'language');
  return input;
}

export function parseUnsentCount(input: unknown): number {
  check(typeof input === 'number' && Number.isSafeInteger(input) && input >= 0, 'count');
  return input;
}

export function parseScanning(input: unknown): boolean {
  check(typeof input === 'boolean', 'scanning');
  return input;
}

export function parseFileToSave(input: unknown): FileToSave {
  const { suggestedName, content, filters } = record(input);
  check(typeof suggestedName === 'string' && suggestedName.length <= 500, 'suggestedName');
  check(typeof content === 'string' || content instanceof Uint8Array, 'content');
  check(content.length <= fileSizeLimitBytes, 'content too large');
  return { suggestedName, content, filters: parseFilters(filters) };
}

export function parseFileRequest(input: unknown): FileRequest {
  const request = record(input);
  const { as, maxBytes } = request;
  check(as === 'text' || as === 'bytes', 'as');
  check(typeof maxBytes === 'number' && maxBytes > 0 && maxBytes <= fileSizeLimitBytes, 'maxBytes');
  return { as, maxBytes, filters: parseFilters(request['filters']) };
}

function parseFilters(input: unknown): FileFilter[] {
  check(Array.isArray(input) && input.length <= 20, 'filters');
  return input.map((filter: unknown) => {
    const { name, extensions } = record(filter);
    check(typeof name === 'string' && name.length <= 200, 'filter name');
    check(Array.isArray(extensions) && extensions.length > 0 && extensions.length <= 20, 'extensions');
    return { name, extensions: extensions.map(parseExtension) };
  });
}

function parseExtension(input: unknown): string {
  check(typeof input === 'string' && /^[A-Za-z0-9]{1,20}$/.test(input), 'extension');
  return input;
}

function record(input: unknown): Record<string, unknown> {
  check(typeof input === 'object' && input !== null && !Array.isArray(input), 'object expected');
  return input as Record<string, unknown>;
}

function check(condition: boolean, what: string): asserts condition {
  if (!condition) throw new TypeError(`malformed message: ${what}`);
}
