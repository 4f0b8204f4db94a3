import { buildRenderer } from '../build-renderer.ts';
import { buildBackend, buildShell } from '../build-shell.ts';

// Builds the parts that are named, or all: renderer, shell.
const parts = process.argv.slice(2);
const wanted = (part: string) => parts.length === 0 || parts.includes(part);

if (wanted('renderer')) await buildRenderer();
if (wanted('shell')) {
  await buildShell();
  await buildBackend();
}
