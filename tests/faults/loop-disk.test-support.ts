import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk in a file, mounted, of which one can see what would be left if the power went away now. */
export class LoopDisk {
  readonly #home = mkdtempSync(join(tmpdir(), 'loop-disk-'));
  readonly #mounts: string[] = [];

  /** Whether this system lets us: Linux, as root, with loop devices. */
  static canBeUsed(): boolean {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
    const disk = new LoopDisk();
    try {
      disk.format();
      return true;
    } catch {
      return false;
    } finally {
      disk.dispose();
    }
  }

  /** Makes an empty disk; returns the folder it is mounted at. */
  format(): string {
    const image = join(this.#home, 'disk');
    run('truncate', '-s', '64M', image);
    run('mkfs.ext4', '-q', '-F', image);
    return this.#mount(image);
  }

  /**
   * A second disk with what is on the first one at this moment, without what the system has yet to write to it.
   * Whoever writes to the first has to be stopped.
   */
  afterPowerCut(): string {
    const image = join(this.#home, 'disk-after');
    run('cp', '--sparse=always', join(this.#home, 'disk'), image);
    return this.#mount(image);
  }

  dispose(): void {
    for (const folder of this.#mounts.reverse()) run('umount', '--lazy', folder);
    rmSync(this.#home, { recursive: true, force: true });
  }

  #mount(image: string): string {
    const folder = `${image}-mounted`;
    mkdirSync(folder);
    run('mount', '-o', 'loop', image, folder);
    this.#mounts.push(folder);
    return folder;
  }
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
