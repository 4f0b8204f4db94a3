import { setTimeout as pause } from 'node:timers/promises';
import { encodeAwareness } from '../../../relay/protocol/awareness.ts';
import { connectAll, measureCost, per } from '../target.ts';
import { paced, type Scenario } from './scenario.ts';

const clientCount = 1_000;
const roomCount = 100;
/** How often a stock client says that it is still there. */
const heartbeatMs = 15_000;

export const idle: Scenario = {
  title: '1,000 idle clients in 100 rooms, each saying every 15 s that it is there',
  async run(target, { short }) {
    const clients = Array.from({ length: short ? 200 : clientCount }, (_, index) => index);
    await pause(500);
    const empty = await target.usage(true);
    const connections = await connectAll(clients, (client) =>
      target.connect({ room: `idle-${client % roomCount}` }),
    );
    const clocks = new Uint32Array(clients.length);
    let next = 0;
    const beat = () => {
      const client = next++ % clients.length;
      const state = `{"user":{"name":"Guest ${client}","color":"#2f6f4f"}}`;
      clocks[client]! += 1;
      connections[client]!.sendAwareness(
        encodeAwareness([{ client: client + 1, clock: clocks[client]!, state }]),
      );
    };
    const perSecond = clients.length / (heartbeatMs / 1_000);
    // Everybody has introduced themselves before anything is measured.
    await paced({ perSecond: clients.length, durationMs: 1_000 }, repeat(beat));
    await pause(1_000);
    const cost = await measureCost(target);
    await paced({ perSecond, durationMs: short ? 5_000 : 30_000 }, repeat(beat));
    const { cpuUs, elapsedMs } = await cost();
    const open = await target.usage(true);
    for (const connection of connections) connection.close();
    return {
      clients: clients.length,
      residentKbPerClient: per(
        open && empty && (open.residentBytes - empty.residentBytes) / 1_024,
        clients.length,
      ),
      heapKbPerClient: per(open && empty && (open.heapBytes - empty.heapBytes) / 1_024, clients.length),
      cpuMsPerMinute: cpuUs === null ? null : Math.round((cpuUs / 1_000 / elapsedMs) * 60_000),
    };
  },
};

const repeat = (task: () => void) => (count: number) => {
  for (let index = 0; index < count; index += 1) task();
};
