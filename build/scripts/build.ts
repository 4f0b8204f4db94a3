import { buildRenderer } from '../build-renderer.ts';
import { buildBackend, buildRelay, buildShell } from '../build-shell.ts';

// Builds the parts that are named, or renderer and shell. The relay is only built for servers: when it is named.
const parts = process.argv.slice(2);
const wanted = (part: string) => parts.length === 0 || parts.includes(part);

if (wanted('renderer')) await buildRenderer();
if (wanted('shell')) {
  await buildShell();
  await buildBackend();
}
if (parts.includes('relay')) await buildRelay();
