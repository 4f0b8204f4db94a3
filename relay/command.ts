import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import pino from 'pino';
import { relayUrl } from './admin/admin-options.ts';
import { runAdmin } from './admin/run-admin.ts';
import { ProxyListError } from './access/caller-of.ts';
import { isLoopback } from './access/loopback.ts';
import { RedisAddressError } from './cluster/redis-bus.ts';
import { OpenBeyondLoopbackError, type RunningRelay, startRelay, urlHost } from './relay.ts';
import { eventLogger } from './event-log.ts';
import { RelayStoreError } from './storage/open-relay-store.ts';
import { type AddressLogging, addressLogging } from './transport/caller-address.ts';
import { nodeScheduler } from './rooms/scheduler.ts';
import type { TlsIdentity } from './transport/relay-server.ts';
import { readTlsFiles, TlsFilesError, type TlsPaths, watchTlsFiles } from './transport/tls-files.ts';
import { programName } from './program-name.ts';
import { DatabaseError } from './storage/open-postgres-store.ts';
import { databaseMessage, storeMessage } from './store-message.ts';
import { addStoreOptions, requirePlace, type StorePlace } from './store-options.ts';
import { LimitError, relayLimitsFrom } from './transport/relay-limits.ts';

interface Flags extends StorePlace {
  readonly host: string;
  readonly port: number;
  readonly open?: true;
  readonly url?: URL;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
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
    requirePlace(program);
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
  return addStoreOptions(new Command('relay'))
    .description(
      'Keeps shared documents in step between laptops (y-websocket protocol) and stores them durably.',
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 = any free one', readPort, 4455)
    .addOption(
      new Option('--redis <url>', 'Redis between relays that share a database: redis://:password@host').env(
        'RELAY_REDIS_URL',
      ),
    )
    .addOption(
      new Option(
        '--url <address>',
        'where laptops reach this relay, if not at host and port: wss://relay.example',
      )
        .env('RELAY_URL')
        .argParser(relayUrl),
    )
    .addOption(
      new Option('--tls-cert <file>', 'certificate chain (PEM): the relay then speaks TLS itself').env(
        'RELAY_TLS_CERT',
      ),
    )
    .addOption(new Option('--tls-key <file>', 'private key of the certificate (PEM)').env('RELAY_TLS_KEY'))
    .option('--open', 'let anyone on this machine into every room, without membership')
    .addHelpText('after', helpText)
    .exitOverride();
}

const helpText = `
Without --open only members of a workspace come in. \`admin\` looks after them, also while the relay runs:
  ${programName} admin --help
Prints one line on standard output once it listens; the log goes to standard error. SIGTERM ends it in order.
Limits and further settings come from the environment (RELAY_MAX_MESSAGE_BYTES, RELAY_ALLOWED_ORIGINS,
RELAY_METRICS_TOKEN, RELAY_LOG_LEVEL, ...); docs/guides/relay-operation.md has all of them, and how to run
the relay behind nginx or Caddy. With TLS files SIGHUP reads them again.

Exit codes: 0 ended in order, 1 could not start or go on, 2 wrong use.`;

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}

/** Both files, or none. */
function tlsPathsOf({ tlsCert, tlsKey }: Flags): TlsPaths | undefined {
  if (!tlsCert && !tlsKey) return undefined;
  if (!tlsCert || !tlsKey) throw new SettingError('--tls-cert and --tls-key go together');
  return { certPath: tlsCert, keyPath: tlsKey };
}

/** Something in the environment is none of the possible values. */
class SettingError extends Error {}

function addressLoggingFrom(text: string | undefined): AddressLogging {
  const found = addressLogging.find((known) => known === (text || 'none'));
  if (!found) throw new SettingError(`RELAY_LOG_ADDRESSES is one of ${addressLogging.join(', ')}`);
  return found;
}

async function serve(flags: Flags): Promise<void> {
  const tlsPaths = tlsPathsOf(flags);
  const tls = tlsPaths && readTlsFiles(tlsPaths);
  const logger = pino({ level: process.env['RELAY_LOG_LEVEL'] ?? 'info', base: null }, standardError());
  const relay = await startRelay({
    host: flags.host,
    port: flags.port,
    dataFolder: flags.data,
    databaseUrl: flags.database,
    redisUrl: flags.redis,
    open: flags.open === true,
    ...(flags.url ? { address: flags.url } : {}),
    limits: relayLimitsFrom(process.env),
    tls,
    metricsToken: process.env['RELAY_METRICS_TOKEN'],
    logAddresses: addressLoggingFrom(process.env['RELAY_LOG_ADDRESSES']),
    allowedHosts: listOf(process.env['RELAY_ALLOWED_HOSTS']),
    allowedOrigins: listOf(process.env['RELAY_ALLOWED_ORIGINS']),
    trustedProxies: listOf(process.env['RELAY_TRUSTED_PROXIES']),
    onEvent: eventLogger(logger),
  });
  logStart(logger, flags, relay);
  endInOrder(logger, relay);
  if (tlsPaths && tls) renewCertificate(logger, relay, tlsPaths, tls);
  process.stdout.write(`relay listening on ${tls ? 'wss' : 'ws'}://${urlHost(flags.host)}:${relay.port}\n`);
}

function logStart(logger: pino.Logger, flags: Flags, { isClosedToAll, port }: RunningRelay): void {
  // Never the addresses of the database and of Redis: they carry passwords.
  const store = flags.data ?? 'database';
  logger.info({ host: flags.host, port, store, open: flags.open === true }, 'listening');
  if (isClosedToAll)
    logger.warn(
      {
        next: `${programName} admin workspace create ${flags.data ? `--data ${flags.data} ` : ''}--name "..."`,
      },
      'there is no workspace yet, so nobody can come in; make one while the relay runs',
    );
  if (!flags.url && !isLoopback(flags.host))
    logger.warn(
      'the address is not known: invites have no link, and laptops join by an IP address only; give it with --url',
    );
  if (!isLoopback(flags.host) && !flags.tlsCert)
    logger.warn('connections are not encrypted; put a TLS proxy in front');
}

/** Within a minute after the files have changed, or at once on SIGHUP. */
function renewCertificate(
  logger: pino.Logger,
  relay: RunningRelay,
  paths: TlsPaths,
  current: TlsIdentity,
): void {
  const { look } = watchTlsFiles({
    paths,
    current,
    scheduler: nodeScheduler,
    onRenewed(identity) {
      relay.renewTls(identity);
      logger.info('the certificate was renewed');
    },
    onFailed: (error) =>
      logger.error({ err: error }, 'the new certificate cannot be used; the old one stays'),
  });
  process.on('SIGHUP', look);
}

/** A log that nobody reads any more must neither stop the relay nor keep it from ending. */
function standardError(): NodeJS.WritableStream {
  return process.stderr.on('error', () => undefined);
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
  error instanceof OpenBeyondLoopbackError ||
  error instanceof LimitError ||
  error instanceof SettingError ||
  error instanceof ProxyListError ||
  error instanceof TlsFilesError ||
  error instanceof RedisAddressError ||
  (error instanceof DatabaseError && error.code === 'address');

function messageOf(error: unknown): string {
  if (error instanceof RelayStoreError) return storeMessage(error);
  if (error instanceof DatabaseError) return databaseMessage(error);
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
