import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ChildRelay, startChildRelay } from '../../relay/child-relay.test-support.ts';
import { freshState, missingFrom, Witness, Writer } from '../../relay/load-clients.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { LoopDisk } from './loop-disk.test-support.ts';

const builtRelay = join(import.meta.dirname, '../../dist/relay/relay.mjs');

describe.skipIf(!LoopDisk.canBeUsed())('a relay whose machine loses power', () => {
  const relays: ChildRelay[] = [];
  const disks: LoopDisk[] = [];
  afterEach(async () => {
    for (const { process } of relays) process.kill('SIGKILL');
    await Promise.all(relays.splice(0).map(({ ended }) => ended));
    for (const disk of disks.splice(0)) disk.dispose();
  });

  async function startOn(folder: string): Promise<ChildRelay> {
    const args = ['--data', join(folder, 'data'), '--port', '0', '--open'];
    const relay = await startChildRelay(args, { RELAY_COMPACT_AFTER_ENTRIES: '60' }, builtRelay);
    relays.push(relay);
    return relay;
  }

  it.each([200, 450, 700, 950])(
    'RP-20 has everything that it confirmed, %i ms into the work',
    async (workMs) => {
      const disk = new LoopDisk();
      disks.push(disk);
      const relay = await startOn(disk.format());
      const writers = [0, 1, 2].map(() => new Writer(relay.url!, 'plan'));
      const witness = new Witness(relay.url!, 'plan');
      const sockets = [...writers, witness].map(({ socket }) => socket);
      await until('open sockets', () => sockets.every(({ readyState }) => readyState === WebSocket.OPEN));
      const typing = setInterval(() => writers.forEach((writer) => writer.type(2)), 7);
      await pause(workMs);
      await until('a confirmation', () => writers.every(({ confirmed }) => confirmed > 0));
      relay.process.kill('SIGSTOP');
      clearInterval(typing);
      const confirmed = writers.flatMap((writer) => writer.sent.slice(0, writer.confirmed));
      const after = disk.afterPowerCut();
      for (const socket of sockets) socket.terminate();
      const again = await startOn(after);
      expect(missingFrom(await freshState(again.url!, 'plan'), confirmed)).toBe(0);
      expect(again.stderr()).not.toContain('damagedRows');
    },
  );
});
