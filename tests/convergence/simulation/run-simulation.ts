import type { Database } from 'better-sqlite3';
import * as Y from 'yjs';
import type { Coverage } from '../../../relay/rooms/compaction.ts';
import { MemoryRoomStorage } from '../../../relay/storage/memory-room-storage.ts';
import type { RoomStorage } from '../../../relay/storage/room-storage.ts';
import { canonicalJson, type Json } from '../../../shared/kernel/canonical-json.ts';
import { covers, storedCoverage, storedDocument } from './coverage.ts';
import { contentOf, randomEdit } from './random-edits.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';
import { createSimulatedLaptop, planId, sharedId, type SimulatedLaptop } from './simulated-laptop.ts';
import { createSimulatedRelay, type SimulatedRelay } from './simulated-relay.ts';
import type { EmittedUpdate, SimulatedWindow } from './simulated-window.ts';
import { smallPlan } from './small-template.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

export interface SimulationOptions {
  seed: number;
  /** A database of a laptop; called again with the same number after a crash when `filesSurvive`. */
  openDatabase: (laptop: number) => Database;
  filesSurvive: boolean;
  relayStorage?: RoomStorage;
}

/** What a run did, to see that the random choices reach what they should. */
export interface SimulationReport {
  laptops: number;
  edits: number;
  savedEdits: number;
  lostUnsavedEdits: number;
  laptopCrashes: number;
  relayCrashes: number;
  partitions: number;
  virtualMs: number;
}

interface World {
  time: VirtualTime;
  random: SeededRandom;
  relay: SimulatedRelay;
  laptops: SimulatedLaptop[];
  cut: boolean[];
  diskFull: { chance: number };
  /** Every edit of every window there ever was. */
  emitted: (readonly EmittedUpdate[])[];
  bugs: unknown[];
  clients: number;
  report: SimulationReport;
}

const relayRoom = `${sharedId}/${planId}`;
const healTimeoutMs = 30 * 60_000;

/**
 * One random history of a few laptops and a relay: edits, partitions, crashes, full disks. Then everything
 * heals, and all must hold the same document with everything in it that was ever shown as saved.
 * Throws a description of what is wrong.
 */
export async function runSimulation(options: SimulationOptions): Promise<SimulationReport> {
  const world = await createWorld(options);
  try {
    const steps = 25 + world.random.below(45);
    for (let step = 0; step < steps; step += 1) {
      happen(world);
      await world.time.runFor(world.random.below(world.random.chance(0.1) ? 4_000 : 120));
      if (world.random.chance(0.2)) await checkPromises(world);
      refuseBugs(world);
    }
    await heal(world);
    await checkOutcome(world);
    world.report.virtualMs = world.time.now();
    return world.report;
  } finally {
    for (const laptop of world.laptops) laptop.dispose();
  }
}

async function createWorld(options: SimulationOptions): Promise<World> {
  const random = seededRandom(options.seed);
  const time = createVirtualTime();
  const relay = createSimulatedRelay(time, random, options.relayStorage ?? new MemoryRoomStorage());
  const count = 2 + random.below(5);
  const report = {
    laptops: count,
    edits: 0,
    savedEdits: 0,
    lostUnsavedEdits: 0,
    laptopCrashes: 0,
    relayCrashes: 0,
    partitions: 0,
    virtualMs: 0,
  };
  const cut = Array.from({ length: count }, () => random.chance(0.5));
  const diskFull = { chance: random.chance(0.3) ? 0.03 : 0 };
  const bugs: unknown[] = [];
  const laptops = cut.map((_, index) =>
    createSimulatedLaptop({
      time,
      random,
      network: relay.network(() => cut[index] === true),
      openDatabase: () => options.openDatabase(index),
      reopensDatabase: options.filesSurvive,
      fullChance: () => diskFull.chance,
      reportBug: (error) => bugs.push(error),
    }),
  );
  const world: World = { time, random, relay, laptops, cut, diskFull, emitted: [], bugs, clients: 0, report };
  for (const laptop of laptops) {
    laptop.start();
    const made = laptop.makePlan().catch((error: unknown) => bugs.push(error));
    const fullChance = diskFull.chance;
    diskFull.chance = 0;
    await time.runFor(100);
    diskFull.chance = fullChance;
    await made;
    openWindow(world, laptop);
  }
  return world;
}

function openWindow(world: World, laptop: SimulatedLaptop): void {
  world.clients += 1;
  laptop.openWindow(world.clients);
  const window = laptop.windows.at(-1);
  if (window) world.emitted.push(window.emitted);
}

/** Something happens to someone. */
function happen(world: World): void {
  const { random, laptops } = world;
  const index = random.below(laptops.length);
  const laptop = laptops[index]!;
  const event = random.next();
  if (event < 0.74) editSomewhere(world, laptop);
  else if (event < 0.82) cutOrMend(world, index);
  else if (event < 0.88) crashOrStart(world, laptop);
  else if (event < 0.92) crashOrStartRelay(world);
  else changeWindows(world, laptop);
}

function editSomewhere({ random, report }: World, laptop: SimulatedLaptop): void {
  if (laptop.windows.length === 0) return;
  const { session } = random.pick(laptop.windows);
  if (!session.state().synced) return;
  const burst = 1 + random.below(4);
  for (let edit = 0; edit < burst; edit += 1) randomEdit(session.doc, random);
  report.edits += burst;
}

function cutOrMend({ cut, laptops, report, random }: World, index: number): void {
  cut[index] = !cut[index];
  if (cut[index]) {
    report.partitions += 1;
    laptops[index]!.loseNetwork();
  } else if (random.chance(0.5)) laptops[index]!.hub?.retryNow();
}

function crashOrStart({ report }: World, laptop: SimulatedLaptop): void {
  if (!laptop.hub) {
    laptop.start();
    return;
  }
  report.laptopCrashes += 1;
  laptop.crash();
}

function crashOrStartRelay({ relay, report }: World): void {
  if (!relay.isUp()) {
    relay.start();
    return;
  }
  report.relayCrashes += 1;
  relay.crash();
}

function changeWindows(world: World, laptop: SimulatedLaptop): void {
  const { random } = world;
  if (laptop.windows.length < 2 || random.chance(0.3)) {
    if (laptop.windows.length < 3) openWindow(world, laptop);
    return;
  }
  laptop.closeWindow(random.pick(laptop.windows), random.chance(0.5) ? 'crash' : 'close');
}

/** What is on a screen at this moment has to be true at this moment. */
async function checkPromises({ laptops, relay, emitted }: World): Promise<void> {
  for (const [index, laptop] of laptops.entries()) {
    const { storage, hub } = laptop;
    if (!storage || !hub) continue;
    const here = await storedCoverage(storage, planId);
    for (const window of laptop.windows) checkSaved(window, index, here);
    if (hub.documentStatus(planId, '').state !== 'confirmed') continue;
    const there = await storedCoverage(relay.storage, relayRoom);
    const missing = emitted.flat().some(({ holds }) => covers(here, holds) && !covers(there, holds));
    if (missing) throw new Error(`laptop ${index} shows "confirmed", and the relay lacks some of it`);
  }
}

function checkSaved(window: SimulatedWindow, index: number, stored: Coverage): void {
  if (!window.session.saved()) return;
  if (!window.emitted.every(({ holds }) => covers(stored, holds))) {
    throw new Error(`a window of laptop ${index} shows "saved", and the laptop lacks some of it`);
  }
}

async function heal(world: World): Promise<void> {
  const { laptops, relay, cut, time, diskFull, random } = world;
  cut.fill(false);
  diskFull.chance = 0;
  if (!relay.isUp()) relay.start();
  for (const laptop of laptops) {
    if (!laptop.hub) laptop.start();
    if (random.chance(0.5)) laptop.hub?.retryNow();
  }
  const healed = () =>
    laptops.every(
      ({ hub, windows }) =>
        hub?.documentStatus(planId, '').state === 'confirmed' &&
        windows.every(({ session }) => session.saved()),
    );
  const end = time.now() + healTimeoutMs;
  while (!healed()) {
    if (time.now() > end) throw new Error(`not healed: ${JSON.stringify(laptops.map(describe))}`);
    await time.runFor(1_000);
  }
  await time.runFor(5_000);
}

function describe({ hub, windows }: SimulatedLaptop) {
  return {
    status: hub?.documentStatus(planId, ''),
    relay: hub?.status().relay,
    windows: windows.map(({ session }) => session.state()),
  };
}

function refuseBugs({ bugs }: World): void {
  if (bugs.length > 0) throw new Error('a fault of the program was reported', { cause: bugs[0] });
}

async function checkOutcome(world: World): Promise<void> {
  const { laptops, relay, emitted, report } = world;
  refuseBugs(world);
  const reference = await storedDocument(relay.storage, relayRoom);
  for (const [index, laptop] of laptops.entries()) {
    const stored = await storedDocument(laptop.storage!, planId);
    expectSame(stored, reference, `laptop ${index} and the relay`);
    for (const { session } of laptop.windows)
      expectSame(session.doc, reference, `a window of laptop ${index} and the relay`);
  }
  const whole = await storedCoverage(relay.storage, relayRoom);
  const oracle = new Y.Doc({ guid: 'oracle' });
  Y.applyUpdate(oracle, smallPlan(planId));
  for (const { update, holds, saved } of emitted.flat()) {
    const arrived = covers(whole, holds);
    if (saved && !arrived) throw new Error('an edit that was shown as saved is lost');
    if (saved) report.savedEdits += 1;
    if (!arrived) report.lostUnsavedEdits += 1;
    if (arrived) Y.applyUpdate(oracle, update);
  }
  // Without bold and italic: which of two marks is superfluous depends on the order in which they came.
  const [sum, held] = [oracle, reference].map((doc) => withoutMarks(canonicalJson(contentOf(doc) as Json)));
  if (sum !== held) throw new Error(`the sum of all edits and what everyone holds differ:\n${sum}\n${held}`);
}

function expectSame(left: Y.Doc, right: Y.Doc, who: string): void {
  const content = [left, right].map((doc) => canonicalJson(contentOf(doc) as Json));
  if (content[0] !== content[1]) throw new Error(`${who} differ:\n${content[0]}\n${content[1]}`);
  // Not the deletions: what was written into a deleted block is deleted without anyone saying so.
  const operations = [left, right].map((doc) => JSON.stringify([...Y.snapshot(doc).sv].toSorted(byClient)));
  if (operations[0] !== operations[1]) throw new Error(`${who} differ in what they know`);
}

const withoutMarks = (text: string): string => text.replaceAll(/<\/?(?:bold|italic)>/g, '');

const byClient = (left: [number, number], right: [number, number]): number => left[0] - right[0];
