import type { Command } from 'commander';
import type { HandoverExport, HandoverImport, HandoverInput } from './commands/handover.ts';
import type { Messages } from './messages.ts';
import type { AddToGroup, Run } from './program.ts';

interface Profile {
  profile: string;
}

/** The commands of hand-over files. */
export function addHandoverCommands(add: AddToGroup, text: Messages['text'], run: Run): void {
  const load = () => import('./commands/handover.ts');
  const collect = (id: string, before: string[] | undefined) => [...(before ?? []), id];
  const withPassphrase = (command: Command) =>
    command.option('--passphrase-file <file>', text('help.handover.passphraseFile'));
  const withTarget = (command: Command) =>
    command.requiredOption('--out <file>', text('help.handover.out')).option('--force', text('help.force'));

  withPassphrase(withTarget(add('export', 'export')))
    .option('--plan <id>', text('help.handover.plan'), collect)
    .option('--snapshot <hash>', text('help.handover.snapshot'), collect)
    .action((options: Profile & HandoverExport) =>
      run(options, async (session) => (await load()).exportHandover(session, options)),
    );
  withPassphrase(add('inspect <file>', 'inspect'))
    .option('--json', text('help.handover.json'))
    .action((file: string, options: Profile & Omit<HandoverInput, 'file'>) =>
      run(options, async (session) => (await load()).inspectHandover(session, { ...options, file })),
    );
  withPassphrase(add('import <file>', 'import'))
    .option('--plan <id>', text('help.handover.plan'), collect)
    .option('--sender-key <digits>', text('help.handover.senderKey'))
    .action((file: string, options: Profile & Omit<HandoverImport, 'file'>) =>
      run(options, async (session) => (await load()).importHandover(session, { ...options, file })),
    );
  withPassphrase(withTarget(add('receipt <file>', 'receipt'))).action(
    (file: string, options: Profile & Omit<HandoverInput, 'file'> & { out: string; force?: true }) =>
      run(options, async (session) => (await load()).writeHandoverReceipt(session, { ...options, file })),
  );
}
