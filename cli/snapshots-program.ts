import { type Command, InvalidArgumentError, Option } from 'commander';
import { isForPartnership, snapshotParts, visibilityLadder } from '../shared/domain/snapshots/visibility.ts';
import type { SnapshotPart } from '../shared/domain/snapshots/visibility.ts';
import type { SnapshotShare } from './commands/snapshots.ts';
import type { Messages } from './messages.ts';
import type { AddToGroup, Run } from './program.ts';

interface Common {
  profile: string;
  workspace?: string;
}

/** The commands of shared snapshots. */
export function addSnapshotCommands(add: AddToGroup, text: Messages['text'], run: Run): void {
  const load = () => import('./commands/snapshots.ts');

  add('list', 'list')
    .option('--json', text('help.json'))
    .action((options: Common & { json?: true }) =>
      run(options, async (session) => (await load()).listSnapshots(session, options)),
    );
  add('share [hash]', 'share')
    .option('--assessment <id>', text('help.snapshots.assessment'))
    .addOption(
      new Option('--visibility <who>', text('help.snapshots.visibility')).choices(
        visibilityLadder.filter(isForPartnership),
      ),
    )
    .option('--part <part>', text('help.snapshots.part'), collectPart)
    .option('--unsigned', text('help.snapshots.unsigned'))
    .option('--freeze', text('help.snapshots.freeze'))
    .action((hash: string | undefined, options: Common & SnapshotShare, command: Command) => {
      if ((hash === undefined) === (options.assessment === undefined)) {
        command.error(text('snapshots.oneOfHashAssessment'));
      }
      return run(options, async (session) => (await load()).shareSnapshot(session, hash, options));
    });
  add('withdraw <hash>', 'withdraw').action((hash: string, options: Common) =>
    run(options, async (session) => (await load()).withdrawSnapshot(session, hash, options)),
  );
}

function collectPart(value: string, before: SnapshotPart[] | undefined): SnapshotPart[] {
  const part = snapshotParts.find((known) => known === value);
  if (!part) throw new InvalidArgumentError(snapshotParts.join(', '));
  return [...(before ?? []), part];
}
