import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type LaptopOptions, startLaptop, temporaryFolder, type TestLaptop } from './laptops.test-support.ts';
import { createRelayProcess, type RelayProcess } from './relay.test-support.ts';

export interface LaptopBench {
  /** Away until it is started. */
  readonly relay: RelayProcess;
  readonly folder: string;
  /** Those that are open; closed after each test. */
  readonly laptops: Map<string, TestLaptop>;
  /** A laptop of the partnership, on the relay unless the options say otherwise. */
  start(name: string, options?: Partial<LaptopOptions>): TestLaptop;
  /** Closes it; its files stay. */
  stop(name: string): Promise<void>;
}

/** A relay of its own and laptops on it, new for each test of the file. */
export function laptopBench(): LaptopBench {
  const laptops = new Map<string, TestLaptop>();
  let folder: ReturnType<typeof temporaryFolder>;
  let relay: RelayProcess;
  beforeEach(async () => {
    folder = temporaryFolder();
    mkdirSync(join(folder.path, 'relay'));
    relay = await createRelayProcess(join(folder.path, 'relay'));
  });
  afterEach(async () => {
    for (const laptop of laptops.values()) await laptop.close();
    laptops.clear();
    await relay.kill();
    folder.remove();
  });
  return {
    laptops,
    get relay() {
      return relay;
    },
    get folder() {
      return folder.path;
    },
    start(name, options = {}) {
      const path = join(folder.path, `${name}.sqlite`);
      const laptop = startLaptop({ path, relay: { address: relay.address }, ...options });
      laptop.hub.sharedId.set('partnership');
      laptops.set(name, laptop);
      return laptop;
    },
    async stop(name) {
      await laptops.get(name)?.close();
      laptops.delete(name);
    },
  };
}
