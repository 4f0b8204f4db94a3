import { setTimeout as pause } from 'node:timers/promises';
import { Seen } from './seen.ts';
import type { Target } from './target.ts';

/** Some servers answer at once with nothing and send what they had stored later. */
const quietMs = 1_000;

/** What a client that knows nothing is given, once the server has nothing more to say. */
export async function newcomerSees(target: Target, room: string): Promise<Seen> {
  const seen = new Seen();
  let heardAtMs = performance.now();
  const client = target.connect({
    room,
    onUpdate(update) {
      seen.add(update);
      heardAtMs = performance.now();
    },
  });
  await client.ready;
  while (performance.now() - heardAtMs < quietMs) await pause(20);
  client.close();
  return seen;
}
