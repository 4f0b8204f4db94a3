import { Command, Option } from 'commander';
import {
  maxInviteUses,
  partnerSchema,
  type Role,
  roles,
  workspaceNameSchema,
} from '../protocol/access-api.ts';
import { programName } from '../program-name.ts';
import { addStoreOptions, type StorePlace } from '../store-options.ts';
import type { AdminActions } from './admin-actions.ts';
import {
  count,
  documentId,
  expires,
  memberId,
  oneOf,
  role,
  roleOrNone,
  url,
  workspaceId,
} from './admin-options.ts';
import type { Report } from './report.ts';
import { backUp, checkStore } from './storage-actions.ts';

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
  workspaceCommands(program, run);
  startCodeCommands(program, run);
  inviteCommands(program, run);
  memberCommands(program, run);
  documentCommands(program, run);
  keyCommands(program, run);
  storeCommands(program, run, print);
  overrideExits(program);
  return program;
}

const helpText = `
Every command takes the relay's --data <folder> (or RELAY_DATA), or the --database <url> that relays share
(or RELAY_DATABASE_URL), and --json for programs.
Run them as the user that the relay runs as. Codes are shown once and kept only as a hash.

  ${programName} admin workspace create --data DIR --name "Partnership"
  ${programName} admin invite create WORKSPACE --data DIR --role editor --partner "PP4" --expires 7d --uses 3

Exit codes: 0 done, 1 not done, 2 wrong use.`;

function workspaceCommands(program: Command, run: RunAction): void {
  const workspace = program.command('workspace').description('partnerships that this relay keeps');
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
}

function startCodeCommands(program: Command, run: RunAction): void {
  const startCode = program
    .command('start-code')
    .description('codes with which somebody starts a workspace from the app');
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
}

function inviteCommands(program: Command, run: RunAction): void {
  const invite = program.command('invite').description('links and codes with which people join');
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
}

function memberCommands(program: Command, run: RunAction): void {
  const member = program.command('member').description('who is in a workspace');
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
}

function documentCommands(program: Command, run: RunAction): void {
  const document = program.command('document').description('rules of single documents');
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
}

function keyCommands(program: Command, run: RunAction): void {
  const key = program.command('key').description('the key that tokens are signed with').alias('keys');
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
}

function storeCommands(program: Command, run: RunAction, print: PrintReport): void {
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
}

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

function overrideExits(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) overrideExits(child);
}
