import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isIP } from 'node:net';
import { z } from 'zod';
import { memberRoles } from '../../../shared/contract/membership.ts';
import { guestsMay } from '../../../shared/contract/room.ts';
import { writeFileDurably } from '../files/durable-file.ts';

const workspaceId = z.string().min(1).max(200);
const carriedSecret = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const fingerprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const port = z.number().int().min(1).max(65_535);

const memoryShape = z.object({
  /** The room that this laptop hosts; gone when hosting ends in order. */
  host: z
    .object({
      workspaceId,
      networkId: z.string(),
      guestsMay: z.enum(guestsMay),
      identity: z.object({
        roomId: z.string().uuid(),
        startedAt: z.number(),
        port,
        typedSecret: z.string().regex(/^[0-9a-f]{16}$/),
        carriedSecret,
        certificate: z.object({ cert: z.string(), key: z.string(), fingerprint }),
      }),
    })
    .nullable()
    .catch(null),
  /** The room that this laptop is a guest of; gone when it leaves. */
  guest: z
    .object({
      workspaceId,
      membership: z.object({
        roomId: z.string().uuid(),
        guestId: z.string().uuid(),
        addresses: z.array(z.string().refine((address) => isIP(address) !== 0)).max(8),
        port,
        secret: carriedSecret,
        fingerprint,
        hostName: z.string(),
        workspace: z.object({ id: z.string(), name: z.string() }),
        joinedAt: z.number(),
        role: z.enum(memberRoles),
      }),
    })
    .nullable()
    .catch(null),
});
export type RoomMemory = z.infer<typeof memoryShape>;

/**
 * The room that was under way, so that it goes on after the program was cut off: `room.json` in the
 * profile, for its owner alone, and in no backup. Losing it costs no more than typing the code again.
 */
export interface RoomMemoryFile {
  read(): RoomMemory;
  write(change: Partial<RoomMemory>): void;
}

const nothing: RoomMemory = { host: null, guest: null };

export function roomMemoryFile(profileDir: string, reportBug: (error: unknown) => string): RoomMemoryFile {
  const path = join(profileDir, 'room.json');
  const read = (): RoomMemory => {
    try {
      return memoryShape.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return nothing; // not there, or not readable: there is no room to go on with
    }
  };
  return {
    read,
    write(change) {
      const next = { ...read(), ...change };
      try {
        if (next.host || next.guest) writeFileDurably(path, `${JSON.stringify(next)}\n`, 0o600);
        else rmSync(path, { force: true });
      } catch (error) {
        reportBug(error); // the room goes on; only a restart would not find it
      }
    },
  };
}
