import { InvalidArgumentError, Option } from 'commander';
import {
  documentIdSchema,
  memberIdSchema,
  type Role,
  roles,
  workspaceIdSchema,
} from '../protocol/access-api.ts';
import { durationSeconds } from './duration.ts';

export const expires = () =>
  new Option('--expires <time>', 'until when it can be used: 30m, 12h, 14d')
    .argParser(duration)
    .default(14 * 86_400, '14d');
export const url = () =>
  new Option('--url <address>', 'where laptops reach the relay, for the link: wss://relay.example')
    .env('RELAY_URL')
    .argParser(relayUrl);

/** The part of a zod schema that is needed here. */
interface Check<T> {
  safeParse(text: string): { success: true; data: T } | { success: false };
}

export function oneOf<T>(schema: Check<T>, what: string) {
  return (text: string): T => {
    const read = schema.safeParse(text);
    if (!read.success) throw new InvalidArgumentError(`this is no ${what}.`);
    return read.data;
  };
}

export const workspaceId = oneOf(workspaceIdSchema, 'id of a workspace');
export const memberId = oneOf(memberIdSchema, 'id');
export const documentId = oneOf(documentIdSchema, 'id of a document');

function duration(text: string): number {
  const seconds = durationSeconds(text);
  if (seconds === undefined) throw new InvalidArgumentError('a time is 30m, 12h or 14d, at most 366d.');
  return seconds;
}

export function count(most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < 1 || value > most)
      throw new InvalidArgumentError(`this is a number from 1 to ${most}.`);
    return value;
  };
}

export function role(text: string): Role {
  const found = roles.find((known) => known === text);
  if (!found) throw new InvalidArgumentError(`a role is one of ${roles.join(', ')}.`);
  return found;
}

export const roleOrNone = (text: string): Role | null => (text === 'none' ? null : role(text));

/** Reads the address under which laptops reach a relay. */
export function relayUrl(text: string): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (!address || !/^wss?:$/.test(address.protocol) || address.username !== '' || address.search !== '')
    throw new InvalidArgumentError('an address looks like wss://relay.example.');
  return address;
}
