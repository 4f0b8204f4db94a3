import { Command, CommanderError, Option } from 'commander';
import { AppError } from '../shared/kernel/errors.ts';
import { interfaceLanguages } from '../shared/kernel/languages.ts';
import { backup, restore } from './commands/backups.ts';
import { check } from './commands/check.ts';
import { createDemo } from './commands/demo.ts';
import { exportAssessment, importAssessment } from './commands/exchange.ts';
import { printFigures } from './commands/figures.ts';
import { list } from './commands/list.ts';
import { messagesFor, type Messages } from './messages.ts';
import { CommandFailure, type Outputs, type Session, type SessionOptions, withSession } from './session.ts';

const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

interface Common {
  profile: string;
  workspace?: string;
}

/** Runs one command of the command line; returns the exit code. Results go to stdout, all else to stderr. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const messages = messagesFor(args, process.env);
  const outputs: Outputs = {
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
  };
  // Whoever reads the results may stop early, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  let exitCode: number = exitCodes.done;
  const run = async (options: SessionOptions, command: (session: Session) => Promise<boolean | void>) => {
    const sound = await withSession(messages, outputs, options, command);
    if (sound === false) exitCode = exitCodes.failed;
  };
  try {
    await program(messages, run).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, messages, outputs);
  }
}

type Run = (options: SessionOptions, command: (session: Session) => Promise<boolean | void>) => Promise<void>;

function program({ text }: Messages, run: Run): Command {
  const root = new Command('npm run cli --')
    .description(text('help.program'))
    .addOption(new Option('--language <language>', text('help.language')).choices(interfaceLanguages))
    .helpOption('-h, --help', text('help.help'))
    .helpCommand('help [command]', text('help.helpCommand'))
    .addHelpText('after', `\n${text('help.after')}`)
    .configureHelp({ styleTitle: (title) => text(`help.title.${title.replace(':', '').toLowerCase()}`) })
    .exitOverride();
  const add = (name: string, key: string) =>
    root
      .command(name)
      .description(text(`help.${key}.description`))
      .requiredOption('--profile <folder>', text('help.profile'))
      .addOption(new Option('--language <language>', text('help.language')).choices(interfaceLanguages))
      .helpOption('-h, --help', text('help.help'))
      .addHelpText('after', `\n${text('help.example')}\n  npm run cli -- ${text(`help.${key}.example`)}`)
      .exitOverride();
  const addForWorkspace = (name: string, key: string) =>
    add(name, key).option('--workspace <id>', text('help.workspace'));

  add('demo', 'demo').action((options: Common) =>
    run({ profile: options.profile, create: true, keepOpen: true }, createDemo),
  );
  addForWorkspace('list', 'list')
    .option('--json', text('help.json'))
    .action((options: Common & { json?: true }) => run(options, (session) => list(session, options)));
  addForWorkspace('figures', 'figures')
    .option('--json', text('help.figures.json'))
    .action((options: Common & { json?: true }) => run(options, (session) => printFigures(session, options)));
  addForWorkspace('export', 'export')
    .option('--assessment <id>', text('help.export.assessment'))
    .addOption(new Option('--partner <number>', text('help.export.partner')).conflicts('assessment'))
    .requiredOption('--out <file>', text('help.export.out'))
    .option('--force', text('help.force'))
    .action((options: Common & Parameters<typeof exportAssessment>[1], command: Command) => {
      if (!options.assessment && !options.partner) command.error(text('oneOfAssessmentPartner'));
      return run(options, (session) => exportAssessment(session, options));
    });
  addForWorkspace('import <file>', 'import')
    .option('--dry-run', text('help.import.dryRun'))
    .action((file: string, options: Common & { dryRun?: true }) =>
      run(options, (session) => importAssessment(session, { ...options, file })),
    );
  addForWorkspace('backup', 'backup')
    .option('--out <file>', text('help.backup.out'))
    .action((options: Common & { out?: string }) => run(options, (session) => backup(session, options)));
  addForWorkspace('restore <backup>', 'restore').action((name: string, options: Common) =>
    run({ profile: options.profile, create: true, keepOpen: true }, (session) =>
      restore(session, { ...options, backup: name }),
    ),
  );
  addForWorkspace('check', 'check')
    .option('--json', text('help.json'))
    .action((options: Common & { json?: true }) => run(options, (session) => check(session, options)));
  return root;
}

/** Says what went wrong; returns the exit code. */
function report(error: unknown, { text }: Messages, { note }: Outputs): number {
  // The parser has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof CommandFailure) note(text(error.key, error.params));
  else if (error instanceof AppError) noteAppError(error);
  else {
    noteAppError(new AppError('unexpected', { id: 'cli' }));
    note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return exitCodes.failed;

  function noteAppError({ code, params }: AppError): void {
    const file = params['file'] === undefined ? '' : `${params['file']}: `;
    note(`${file}${text(`errors:${code}.title`, params)}.`);
    note(`${text(`errors:${code}.safe`, params)} ${text(`errors:${code}.todo`, params)}`);
  }
}
