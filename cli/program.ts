import { Command, Option } from 'commander';
import { interfaceLanguages } from '../shared/kernel/languages.ts';
import type { ExportOptions } from './commands/exchange.ts';
import { addHandoverCommands } from './handover-program.ts';
import type { Messages } from './messages.ts';
import type { Session, SessionOptions } from './session.ts';
import { addSnapshotCommands } from './snapshots-program.ts';

interface Common {
  profile: string;
  workspace?: string;
}

/** Runs a command with the backend of a profile. */
export type Run = (
  options: SessionOptions,
  command: (session: Session) => Promise<boolean | void>,
) => Promise<void>;

/** Adds a command on a workspace to a group, with the texts under a key. */
export type AddToGroup = (name: string, key: string) => Command;

/**
 * All commands with their options and texts. A command's own file is loaded when it runs: help and
 * wrong use are answered without the backend.
 */
export function program({ text }: Messages, run: Run): Command {
  const root = new Command('npm run cli --')
    .description(text('help.program'))
    .addOption(new Option('--language <language>', text('help.language')).choices(interfaceLanguages))
    .helpOption('-h, --help', text('help.help'))
    .helpCommand('help [command]', text('help.helpCommand'))
    .addHelpText('after', `\n${text('help.after')}`)
    .configureHelp({ styleTitle: (title) => text(`help.title.${title.replace(':', '').toLowerCase()}`) })
    .exitOverride();
  const add = (name: string, key: string, parent = root) =>
    parent
      .command(name)
      .description(text(`help.${key}.description`))
      .requiredOption('--profile <folder>', text('help.profile'))
      .addOption(new Option('--language <language>', text('help.language')).choices(interfaceLanguages))
      .helpOption('-h, --help', text('help.help'))
      .addHelpText('after', `\n${text('help.example')}\n  npm run cli -- ${text(`help.${key}.example`)}`)
      .exitOverride();
  const addForWorkspace = (name: string, key: string, parent = root) =>
    add(name, key, parent).option('--workspace <id>', text('help.workspace'));

  add('demo', 'demo').action((options: Common) =>
    run({ profile: options.profile, create: true, keepOpen: true }, async (session) =>
      (await import('./commands/demo.ts')).createDemo(session),
    ),
  );
  addForWorkspace('list', 'list')
    .option('--json', text('help.json'))
    .action((options: Common & { json?: true }) =>
      run(options, async (session) => (await import('./commands/list.ts')).list(session, options)),
    );
  addForWorkspace('figures', 'figures')
    .option('--json', text('help.figures.json'))
    .action((options: Common & { json?: true }) =>
      run(options, async (session) => (await import('./commands/figures.ts')).printFigures(session, options)),
    );
  addForWorkspace('export', 'export')
    .option('--assessment <id>', text('help.export.assessment'))
    .addOption(new Option('--partner <number>', text('help.export.partner')).conflicts('assessment'))
    .requiredOption('--out <file>', text('help.export.out'))
    .option('--force', text('help.force'))
    .action((options: Common & ExportOptions, command: Command) => {
      if (!options.assessment && !options.partner) command.error(text('oneOfAssessmentPartner'));
      return run(options, async (session) =>
        (await import('./commands/exchange.ts')).exportAssessment(session, options),
      );
    });
  addForWorkspace('import <file>', 'import')
    .option('--dry-run', text('help.import.dryRun'))
    .action((file: string, options: Common & { dryRun?: true }) =>
      run(options, async (session) =>
        (await import('./commands/exchange.ts')).importAssessment(session, { ...options, file }),
      ),
    );
  addForWorkspace('backup', 'backup')
    .option('--out <file>', text('help.backup.out'))
    .action((options: Common & { out?: string }) =>
      run(options, async (session) => (await import('./commands/backups.ts')).backup(session, options)),
    );
  addForWorkspace('restore <backup>', 'restore').action((name: string, options: Common) =>
    run({ profile: options.profile, create: true, keepOpen: true }, async (session) =>
      (await import('./commands/backups.ts')).restore(session, { ...options, backup: name }),
    ),
  );
  addForWorkspace('check', 'check')
    .option('--json', text('help.json'))
    .action((options: Common & { json?: true }) =>
      run(options, async (session) => (await import('./commands/check.ts')).check(session, options)),
    );
  const group = (name: string): AddToGroup => {
    const parent = root
      .command(name)
      .description(text(`help.${name}.description`))
      .helpOption('-h, --help', text('help.help'))
      .helpCommand('help [command]', text('help.helpCommand'))
      .exitOverride();
    return (command, key) => addForWorkspace(command, `${name}.${key}`, parent);
  };
  addHandoverCommands(group('handover'), text, run);
  addSnapshotCommands(group('snapshots'), text, run);
  return root;
}
