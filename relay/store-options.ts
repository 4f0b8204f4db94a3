import { type Command, Option } from 'commander';

/** Where a relay keeps what it keeps: a folder of its own, or a database that several relays share. */
export interface StorePlace {
  readonly data?: string | undefined;
  readonly database?: string | undefined;
  readonly redis?: string | undefined;
}

/** Adds the options that say where the store is; exactly one of them has to be given. */
export function addStoreOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--data <folder>', "folder for the relay's own database; made if it is not there")
        .env('RELAY_DATA')
        .conflicts('database'),
    )
    .addOption(
      new Option(
        '--database <url>',
        'PostgreSQL that several relays share, instead of a folder: postgres://user:password@host/name',
      ).env('RELAY_DATABASE_URL'),
    )
    .hook('preAction', (_, acting) => requirePlace(acting));
}

export function requirePlace(command: Command): void {
  const { data, database } = command.opts<StorePlace>();
  if (data === undefined && database === undefined)
    command.error('error: give --data <folder>, or --database <url> (or RELAY_DATA, RELAY_DATABASE_URL)');
}
