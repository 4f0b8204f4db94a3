import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/*
 * Takes the place of the tool `fpm`, which electron-builder calls for Debian packages, where only Debian's own
 * dpkg-deb is at hand. Knows the options that electron-builder passes, and no others.
 */

const single = new Map<string, string>();
const depends: string[] = [];
const recommends: string[] = [];
const contents: { from: string; to: string }[] = [];

const args = process.argv.slice(2);
while (args.length > 0) {
  const argument = args.shift() ?? '';
  const mapping = /^(?<from>\/.+)=(?<to>\/.+)$/.exec(argument)?.groups;
  if (mapping) contents.push({ from: mapping['from'] ?? '', to: mapping['to'] ?? '' });
  else if (argument === '-d' || argument === '--depends') depends.push(args.shift() ?? '');
  else if (argument === '--deb-recommends') recommends.push(args.shift() ?? '');
  else if (argument === '--force') continue;
  else if (argument.startsWith('-')) single.set(argument, args.shift() ?? '');
  else throw new Error(`unknown argument ${argument}`);
}

const root = mkdtempSync(join(tmpdir(), 'deb-'));
for (const { from, to } of contents) {
  const target = join(root, to);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  if (statSync(target).isFile()) chmodSync(target, 0o644);
}
mkdirSync(join(root, 'DEBIAN'));
writeFileSync(join(root, 'DEBIAN/control'), control());
for (const [option, name] of [
  ['--after-install', 'postinst'],
  ['--after-remove', 'postrm'],
] as const) {
  const script = single.get(option);
  if (script === undefined) continue;
  cpSync(script, join(root, 'DEBIAN', name));
  chmodSync(join(root, 'DEBIAN', name), 0o755);
}
chmodSync(root, 0o755);
execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, single.get('--package') ?? '']);
rmSync(root, { recursive: true });

function control(): string {
  const [synopsis = '', ...description] = (single.get('--description') ?? '').trim().split('\n');
  const fields = {
    Package: single.get('--name'),
    Version: single.get('--version'),
    Architecture: single.get('--architecture'),
    Maintainer: single.get('--maintainer'),
    Section: single.get('--category'),
    Priority: single.get('--deb-priority'),
    Homepage: single.get('--url'),
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Description: [synopsis, ...description.map((line) => ` ${line.trim()}`)].join('\n'),
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  return `${lines.join('\n')}\n`;
}
