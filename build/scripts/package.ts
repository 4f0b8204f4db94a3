import { parseArgs } from 'node:util';

import { buildBackend, buildShell } from '../build-shell.ts';
import { buildRenderer } from '../build-renderer.ts';
import { packageApp, packagePlatforms } from './package-app.ts';
import { requireNode } from './require-node.ts';

const help = `Builds the installers of electron-builder.yml into release/.

  npm run package                       for the system this runs on
  npm run package -- --platform win     linux, win or mac
  npm run package -- --target deb       one kind of package; more than once for more; dir = unpacked
  npm run package -- --arch arm64       x64 or arm64
  npm run package -- --electron-dist D  packs the Electron in folder D instead of downloading one`;

requireNode();
const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: hostPlatform() },
    target: { type: 'string', multiple: true },
    arch: { type: 'string' },
    'electron-dist': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const platform = packagePlatforms.find((known) => known === values.platform);
const arch = (['x64', 'arm64'] as const).find((known) => known === values.arch);
if (values.help) {
  console.log(help);
} else if (platform === undefined || (values.arch !== undefined && arch === undefined)) {
  console.error(help);
  process.exitCode = 2;
} else {
  await buildRenderer();
  await buildShell();
  await buildBackend();
  const electronDist = values['electron-dist'];
  const packages = await packageApp({
    platform,
    ...(values.target ? { targets: values.target } : {}),
    ...(arch === undefined ? {} : { arch }),
    ...(electronDist === undefined ? {} : { electronDist }),
  });
  for (const path of packages) console.log(path);
}

function hostPlatform(): string {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'win' : 'linux';
}
