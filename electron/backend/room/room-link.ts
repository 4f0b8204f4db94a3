import { isIP } from 'node:net';
import { z } from 'zod';
import { RoomError } from './room-error.ts';

/** What the picture that is scanned says, beside what the typed code does. */
export interface RoomLink {
  /** Every address of the host, the likeliest first. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** 16 bytes, base64url. */
  readonly secret: string;
  /** SHA-256 of the host's certificate, base64url. */
  readonly fingerprint: string;
  readonly workspace: { readonly id: string; readonly name: string };
}

const prefix = 'clusterpolisee:room';
const maxCharacters = 1_500;
const maxNameCharacters = 120;

const linkShape = z.object({
  v: z.literal('1'),
  a: z
    .string()
    .transform((text) => text.split(','))
    .refine((addresses) => addresses.length <= 8 && addresses.every((address) => isIP(address) !== 0)),
  p: z.coerce.number().int().min(1).max(65_535),
  k: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  f: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  w: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/),
  n: z.string().max(maxNameCharacters),
});

export function encodeRoomLink(link: RoomLink): string {
  const query = new URLSearchParams({
    v: '1',
    a: link.addresses.join(','),
    p: String(link.port),
    k: link.secret,
    f: link.fingerprint,
    w: link.workspace.id,
    n: link.workspace.name.slice(0, maxNameCharacters),
  });
  return `${prefix}?${query.toString()}`;
}

export const isRoomLink = (text: string): boolean => text.trim().startsWith(`${prefix}?`);

/** Throws a RoomError (`codeMalformed`) for anything else than a link of a room. */
export function decodeRoomLink(text: string): RoomLink {
  const link = text.trim();
  const query = new URLSearchParams(link.slice(prefix.length + 1));
  const read =
    isRoomLink(link) && link.length <= maxCharacters && linkShape.safeParse(Object.fromEntries(query));
  if (!read || !read.success) throw new RoomError('codeMalformed');
  const { a: addresses, p: port, k: secret, f: fingerprint, w: id, n: name } = read.data;
  return { addresses, port, secret, fingerprint, workspace: { id, name } };
}
