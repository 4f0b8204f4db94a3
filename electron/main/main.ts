import { mkdirSync } from 'node:fs';

import { app, dialog, protocol } from 'electron';

import { collectEarlyFiles } from './app-events.ts';
import { appSchemeRegistration } from './app-protocol.ts';
import { parseCommandLine } from './command-line.ts';
import { openLog } from './log.ts';
import { shellPaths } from './paths.ts';
import { readLanguage } from './profile-language.ts';
import { startShell } from './shell.ts';
import { textsFor } from './texts.ts';

const takeEarlyFiles = collectEarlyFiles();
protocol.registerSchemesAsPrivileged([appSchemeRegistration]);
app.enableSandbox();
// The name under which the installer makes its shortcuts: Windows then shows one entry in the task bar.
app.setAppUserModelId('eu.clusterpolisee.workbench');

const commandLine = parseCommandLine(process.argv.slice(1), process.cwd());
if (commandLine.profileFolder !== undefined) {
  mkdirSync(commandLine.profileFolder, { recursive: true });
  app.setPath('userData', commandLine.profileFolder);
}
// The lock belongs to the profile folder: another profile may run at the same time.
const profileFolder = app.getPath('userData');
const paths = shellPaths(profileFolder);
mkdirSync(paths.session, { recursive: true });
app.setPath('sessionData', paths.session);

if (app.requestSingleInstanceLock({ files: commandLine.files })) await run();
else app.quit();

async function run(): Promise<void> {
  const log = openLog(paths.log, () => new Date());
  let language = await readLanguage(profileFolder, app.getPreferredSystemLanguages());
  const fail = (error: unknown) => {
    const id = log.write('The shell failed', error);
    const texts = textsFor(language);
    dialog.showErrorBox(texts('shellFailedTitle'), texts('shellFailedDetail', { id, log: log.path }));
    app.exit(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  await startShell({
    profileFolder,
    mainFolder: import.meta.dirname,
    log,
    firstFiles: () => [...commandLine.files, ...takeEarlyFiles()],
    language,
    onLanguage: (next) => {
      language = next;
    },
  });
}
