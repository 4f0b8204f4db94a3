/** The native SQLite driver crashes without a message under an older Node: say so in a plain line instead. */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 14)) return;
  console.error(
    `Node ${process.versions.node} is too old: start this through npm, which uses the project's own Node.`,
  );
  process.exit(1);
}
