import { Command, InvalidArgumentError, Option } from 'commander';
import {
  documentIdSchema,
  maxInviteUses,
  memberIdSchema,
  partnerSchema,
  type Role,
  roles,
  workspaceIdSchema,
  workspaceNameSchema,
} from '../protocol/access-api.ts';
import type { AdminActions } from './admin-actions.ts';
import { durationSeconds } from './duration.ts';
import type { Report } from './report.ts';
import { backUp, checkStore } from './storage-actions.ts';
import { addStoreOptions, type StorePlace } from '../store-options.ts';

/** Runs one action on the store in a folder and says what came of it. */
export type RunAction = (
  flags: CommonFlags,
  mode: 'create' | 'existing',
  action: (actions: AdminActions) => Promise<Report>,
) => Promise<void>;

/** Says what came of something that is not about members. */
export type PrintReport = (flags: CommonFlags, report: () => Promise<Report>) => Promise<void>;

export interface CommonFlags extends StorePlace {
  readonly json?: true;
  readonly url?: URL;
}

interface InviteFlags extends CommonFlags {
  readonly role: Role;
  readonly partner?: string;
  readonly expires: number;
  readonly uses: number;
}

/** The commands of an administrator, by what they are about. */
export function adminProgram(run: RunAction, print: PrintReport): Command {
  const program = new Command('relay admin')
    .description('Looks after the workspaces and members of a relay, also while it runs.')
    .addHelpText('after', helpText);
  const about = (name: string, description: string) => program.command(name).description(description);

  const workspace = about('workspace', 'partnerships that this relay keeps');
  leaf(workspace, 'create', 'make a workspace, and an invite for its first facilitator')
    .requiredOption('--name <name>', 'the name that members see', oneOf(workspaceNameSchema, 'name'))
    .option('--id <id>', 'first part of the room names; letters, digits, hyphens', workspaceId)
    .addOption(expires())
    .addOption(url())
    .action((flags: CommonFlags & { name: string; id?: string; expires: number }) =>
      run(flags, 'create', (actions) => actions.createWorkspace(flags)),
    );
  leaf(workspace, 'list', 'all workspaces').action((flags: CommonFlags) =>
    run(flags, 'existing', (actions) => actions.listWorkspaces()),
  );

  const startCode = about('start-code', 'codes with which somebody starts a workspace from the app');
  leaf(startCode, 'create', 'make a code; it can be used once')
    .addOption(expires())
    .addOption(url())
    .action((flags: CommonFlags & { expires: number }) =>
      run(flags, 'create', (actions) => actions.createStartCode(flags)),
    );
  leaf(startCode, 'list', 'all codes').action((flags: CommonFlags) =>
    run(flags, 'existing', (actions) => actions.listStartCodes()),
  );
  leaf(startCode, 'withdraw', 'make a code useless')
    .argument('<start-code-id>', 'see `start-code list`', memberId)
    .action((id: string, flags: CommonFlags) =>
      run(flags, 'existing', (actions) => actions.withdrawStartCode(id)),
    );

  const invite = about('invite', 'links and codes with which people join');
  ofWorkspace(leaf(invite, 'create', 'make an invite; its link and code are shown this once'))
    .addOption(new Option('--role <role>', 'what who joins may do').choices(roles).default('editor'))
    .option('--partner <name>', 'the partner organisation that it is for', oneOf(partnerSchema, 'name'))
    .addOption(expires())
    .option('--uses <count>', 'how many people may join with it', count(maxInviteUses), 1)
    .addOption(url())
    .action((id: string, flags: InviteFlags) =>
      run(flags, 'existing', (actions) => actions.createInvite(id, flags)),
    );
  ofWorkspace(leaf(invite, 'list', 'invites that can still be used')).action(
    (id: string, flags: CommonFlags) => run(flags, 'existing', (actions) => actions.listInvites(id)),
  );
  ofWorkspace(leaf(invite, 'withdraw', 'make an invite useless'))
    .argument('<invite-id>', 'see `invite list`', memberId)
    .action((id: string, inviteId: string, flags: CommonFlags) =>
      run(flags, 'existing', (actions) => actions.withdrawInvite(id, inviteId)),
    );

  const member = about('member', 'who is in a workspace');
  ofWorkspace(leaf(member, 'list', 'all members, also those that were removed')).action(
    (id: string, flags: CommonFlags) => run(flags, 'existing', (actions) => actions.listMembers(id)),
  );
  ofMember(leaf(member, 'role', "change a member's role; acts on open connections within a second"))
    .argument('<role>', roles.join(', '), role)
    .action((id: string, who: string, next: Role, flags: CommonFlags) =>
      run(flags, 'existing', (actions) => actions.setRole(id, who, next)),
    );
  ofMember(leaf(member, 'revoke', 'remove a member; ends its connections within a second')).action(
    (id: string, who: string, flags: CommonFlags) =>
      run(flags, 'existing', (actions) => actions.revokeMember(id, who)),
  );

  const document = about('document', 'rules of single documents');
  ofWorkspace(leaf(document, 'list', 'documents that are locked or have roles of their own')).action(
    (id: string, flags: CommonFlags) => run(flags, 'existing', (actions) => actions.listDocuments(id)),
  );
  for (const [name, locked] of [
    ['lock', true],
    ['unlock', false],
  ] as const) {
    const what = locked ? 'nobody changes it, its images and comments' : 'members change it again';
    ofDocument(leaf(document, name, what)).action((id: string, documentId: string, flags: CommonFlags) =>
      run(flags, 'existing', (actions) => actions.lockDocument(id, documentId, locked)),
    );
  }
  ofDocument(leaf(document, 'role', 'give a member another role in one document'))
    .argument('<member-id>', 'see `member list`', memberId)
    .argument('<role>', `${roles.join(', ')}; or none, for the role of the workspace`, roleOrNone)
    .action((id: string, documentId: string, who: string, next: Role | null, flags: CommonFlags) =>
      run(flags, 'existing', (actions) => actions.setDocumentRole(id, documentId, who, next)),
    );

  const key = about('key', 'the key that tokens are signed with').alias('keys');
  leaf(key, 'list', 'the key in use, and those before it').action((flags: CommonFlags) =>
    run(flags, 'existing', (actions) => actions.listKeys()),
  );
  leaf(key, 'rotate', 'sign with a new key; running relays take it within a second')
    .option(
      '--cut-off',
      'when a key may be in wrong hands: take nothing any more that earlier keys have signed',
    )
    .action((flags: CommonFlags & { cutOff?: true }) =>
      run(flags, 'existing', (actions) => actions.rotateKey(flags.cutOff === true)),
    );

  ofWorkspace(leaf(program, 'audit', 'who changed what, the newest first'))
    .option('--limit <count>', 'lines to show', count(10_000), 50)
    .action((id: string, flags: CommonFlags & { limit: number }) =>
      run(flags, 'existing', (actions) => actions.audit(id, flags.limit)),
    );
  leaf(program, 'backup', 'copy the database of a folder into one file, also while the relay runs')
    .requiredOption('--to <file>', 'the file to make; it must not be there yet')
    .action((flags: CommonFlags & { to: string }, command: Command) => {
      if (flags.data === undefined) command.error('error: a database is backed up with pg_dump');
      return print(flags, () => backUp(flags.data!, flags.to));
    });
  leaf(program, 'check', 'read all documents and compare checksums; changes nothing').action(
    (flags: CommonFlags) => print(flags, () => checkStore(flags)),
  );
  overrideExits(program);
  return program;
}

const helpText = `
Every command takes the relay's --data <folder> (or RELAY_DATA), or the --database <url> that relays share
(or RELAY_DATABASE_URL), and --json for programs.
Run them as the user that the relay runs as. Codes are shown once and kept only as a hash.

  npm run relay -- admin workspace create --data DIR --name "Partnership"
  npm run relay -- admin invite create WORKSPACE --data DIR --role editor --partner "PP4" --expires 7d --uses 3

Exit codes: 0 done, 1 not done, 2 wrong use.`;

function leaf(parent: Command, name: string, description: string): Command {
  return addStoreOptions(parent.command(name))
    .description(description)
    .option('--json', 'print one JSON document');
}

const ofWorkspace = (command: Command) =>
  command.argument('<workspace-id>', 'see `workspace list`', workspaceId);
const ofMember = (command: Command) =>
  ofWorkspace(command).argument('<member-id>', 'see `member list`', memberId);
const ofDocument = (command: Command) =>
  ofWorkspace(command).argument('<document-id>', 'as in the room name', documentId);

const expires = () =>
  new Option('--expires <time>', 'until when it can be used: 30m, 12h, 14d')
    .argParser(duration)
    .default(14 * 86_400, '14d');
const url = () =>
  new Option('--url <address>', 'where laptops reach the relay, for the link: wss://relay.example')
    .env('RELAY_URL')
    .argParser(relayUrl);

/** The part of a zod schema that is needed here. */
interface Check<T> {
  safeParse(text: string): { success: true; data: T } | { success: false };
}

function oneOf<T>(schema: Check<T>, what: string) {
  return (text: string): T => {
    const read = schema.safeParse(text);
    if (!read.success) throw new InvalidArgumentError(`this is no ${what}.`);
    return read.data;
  };
}

const workspaceId = oneOf(workspaceIdSchema, 'id of a workspace');
const memberId = oneOf(memberIdSchema, 'id');
const documentId = oneOf(documentIdSchema, 'id of a document');

function duration(text: string): number {
  const seconds = durationSeconds(text);
  if (seconds === undefined) throw new InvalidArgumentError('a time is 30m, 12h or 14d, at most 366d.');
  return seconds;
}

function count(most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < 1 || value > most)
      throw new InvalidArgumentError(`this is a number from 1 to ${most}.`);
    return value;
  };
}

function role(text: string): Role {
  const found = roles.find((known) => known === text);
  if (!found) throw new InvalidArgumentError(`a role is one of ${roles.join(', ')}.`);
  return found;
}

const roleOrNone = (text: string): Role | null => (text === 'none' ? null : role(text));

/** Reads the address under which laptops reach a relay. */
export function relayUrl(text: string): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (!address || !/^wss?:$/.test(address.protocol) || address.username !== '' || address.search !== '')
    throw new InvalidArgumentError('an address looks like wss://relay.example.');
  return address;
}

function overrideExits(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) overrideExits(child);
}
