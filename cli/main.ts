import process from 'node:process';

/** The first Node that loads the workbench's SQLite driver; older ones end without a word when they try. */
const needed = [22, 14] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > needed[0] || (major === needed[0] && minor >= needed[1])) {
  // Imported only now: a static import would load the driver before the check.
  const { runCommandLine } = await import('./command-line.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else {
  process.stderr.write(
    `This needs Node ${needed.join('.')} or newer; this is ${process.versions.node}. ` +
      'Start it with "npm run cli -- ...": that uses the Node that is installed with the workbench.\n',
  );
  process.exitCode = 1;
}
