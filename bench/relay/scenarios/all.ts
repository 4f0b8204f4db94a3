import { coldOpen } from './cold-open.ts';
import { crash } from './crash.ts';
import { fanOut } from './fan-out.ts';
import { idle } from './idle.ts';
import { manyRooms } from './many-rooms.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import type { Scenario } from './scenario.ts';

/** By the numbers they are asked for with. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  1: fanOut,
  2: manyRooms,
  3: coldOpen,
  4: reconnectStorm,
  5: crash,
  6: idle,
};
