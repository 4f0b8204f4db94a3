import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import pino from 'pino';
import { relayUrl } from './admin/admin-program.ts';
import { runAdmin } from './admin/run-admin.ts';
import { isLoopback } from './access/loopback.ts';
import { OpenBeyondLoopbackError, type RunningRelay, startRelay, urlHost } from './relay.ts';
import { eventLogger } from './event-log.ts';
import { RelayStoreError } from './storage/open-relay-store.ts';
import { storeMessage } from './store-message.ts';
import { LimitError, relayLimitsFrom } from './transport/relay-limits.ts';

interface Flags {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly open?: true;
  readonly url?: URL;
}

/** The user asked for something that is not possible; the process ends with 2. */
const usageErrorExit = 2;
const failureExit = 1;

/**
 * Runs the relay until a signal ends it, or one command of its administrator. Sets the exit code: 0, 1
 * (could not start, not done), 2 (wrong use).
 */
export async function runRelay(argv: readonly string[]): Promise<void> {
  if (argv[2] === 'admin') {
    process.exitCode = await runAdmin(argv.slice(3), {
      out: (text) => process.stdout.write(text),
      error: (text) => process.stderr.write(text),
    });
    return;
  }
  const program = relayProgram();
  try {
    program.parse(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : usageErrorExit;
    return;
  }
  try {
    await serve(program.opts<Flags>());
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = isUsageError(error) ? usageErrorExit : failureExit;
  }
}

function relayProgram(): Command {
  return new Command('relay')
    .description(
      'Keeps shared documents in step between laptops (y-websocket protocol) and stores them durably.',
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 = any free one', readPort, 4455)
    .addOption(
      new Option('--data <folder>', 'folder for the database; made if it is not there')
        .env('RELAY_DATA')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--url <address>',
        'where laptops reach this relay, if not at host and port: wss://relay.example',
      )
        .env('RELAY_URL')
        .argParser(relayUrl),
    )
    .option('--open', 'let anyone on this machine into every room, without membership')
    .addHelpText('after', helpText)
    .exitOverride();
}

const helpText = `
Without --open only members of a workspace come in. \`admin\` looks after them, also while the relay runs:
  npm run relay -- admin --help
Prints one line on standard output once it listens; the log goes to standard error. SIGTERM ends it in order.
Limits come from the environment: RELAY_MAX_MESSAGE_BYTES, RELAY_MAX_CONNECTIONS, RELAY_AUTHENTICATE_MS,
RELAY_MAX_PENDING_BYTES, RELAY_MAX_BUFFERED_BYTES, RELAY_AWARENESS_BUFFERED_BYTES, RELAY_SWEEP_MS,
RELAY_PING_AFTER_MS, RELAY_DEAD_AFTER_MS, RELAY_KEEP_ALIVE_MS, RELAY_DRAIN_MS, RELAY_UNLOAD_DELAY_MS,
RELAY_COMPACT_AFTER_ENTRIES. RELAY_ALLOWED_HOSTS and RELAY_ALLOWED_ORIGINS take lists with commas;
RELAY_LOG_LEVEL is one of debug, info, warn, error.

Exit codes: 0 ended in order, 1 could not start or go on, 2 wrong use.`;

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}

async function serve(flags: Flags): Promise<void> {
  const logger = pino({ level: process.env['RELAY_LOG_LEVEL'] ?? 'info', base: null }, pino.destination(2));
  const relay = await startRelay({
    host: flags.host,
    port: flags.port,
    dataFolder: flags.data,
    open: flags.open === true,
    ...(flags.url ? { address: flags.url } : {}),
    limits: relayLimitsFrom(process.env),
    allowedHosts: listOf(process.env['RELAY_ALLOWED_HOSTS']),
    allowedOrigins: listOf(process.env['RELAY_ALLOWED_ORIGINS']),
    onEvent: eventLogger(logger),
  });
  logStart(logger, flags, relay);
  endInOrder(logger, relay);
  process.stdout.write(`relay listening on ws://${urlHost(flags.host)}:${relay.port}\n`);
}

function logStart(logger: pino.Logger, flags: Flags, { isClosedToAll, port }: RunningRelay): void {
  logger.info({ host: flags.host, port, data: flags.data, open: flags.open === true }, 'listening');
  if (isClosedToAll)
    logger.warn(
      { next: `npm run relay -- admin workspace create --data ${flags.data} --name "..."` },
      'there is no workspace yet, so nobody can come in; make one while the relay runs',
    );
  if (!flags.url && !isLoopback(flags.host))
    logger.warn('the address is not known, so invites have no link; give it with --url');
  if (!isLoopback(flags.host)) logger.warn('connections are not encrypted; put a TLS proxy in front');
}

/** The first signal drains, a second one of the same process is not waited for. */
function endInOrder(logger: pino.Logger, relay: RunningRelay): void {
  let ending = false;
  const end = async (signal: string) => {
    if (ending) return process.exit(failureExit);
    ending = true;
    logger.info({ signal }, 'ending');
    try {
      await relay.close();
      logger.info('ended');
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'could not end in order');
      process.exit(failureExit);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void end(signal));
  process.on('uncaughtException', (error) => {
    // Whatever was confirmed is on disk. A process in an unknown state must not go on confirming.
    logger.fatal({ err: error }, 'unexpected fault');
    process.exit(failureExit);
  });
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const isUsageError = (error: unknown): boolean =>
  error instanceof OpenBeyondLoopbackError || error instanceof LimitError;

function messageOf(error: unknown): string {
  if (error instanceof RelayStoreError) return storeMessage(error);
  if (isUsageError(error)) return (error as Error).message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return 'The port is in use by another program. Choose another one, or 0 for any.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'This machine has no such address to listen on.';
  if (code === 'EACCES')
    return 'The system does not allow this: a port below 1024, or a file of another user.';
  return `The relay could not start: ${error instanceof Error ? error.message : String(error)}`;
}
