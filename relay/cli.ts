#!/usr/bin/env node
import process from 'node:process';

// Checked before anything else is loaded: with an older Node the SQLite driver ends the process without a word.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 14)) {
  const { runRelay } = await import('./command.ts');
  await runRelay(process.argv);
} else {
  process.stderr.write(
    `The relay needs Node.js 22.14 or newer; this is ${process.versions.node}. Start it with: npm run relay\n`,
  );
  process.exitCode = 1;
}
