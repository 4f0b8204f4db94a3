import { CommanderError } from 'commander';
import { AppError } from '../shared/kernel/errors.ts';
import { messagesFor, type Messages } from './messages.ts';
import { program, type Run } from './program.ts';
import { CommandFailure, type Outputs, withSession } from './session.ts';

const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

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
  const run: Run = async (options, command) => {
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
