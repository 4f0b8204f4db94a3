import type { WorkspaceRow } from '../../shared/contract/workspaces.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { checkIntegrity, type IntegrityReport } from '../../electron/backend/services/integrity-check.ts';
import type { Session } from '../session.ts';

interface CheckedWorkspace {
  workspace: string;
  name: string;
  condition: WorkspaceRow['condition'];
  sound: boolean;
  /** Null for a workspace that cannot be opened. */
  report: IntegrityReport | null;
  damagedBackups: string[];
  backups: number;
}

/** Reads every workspace of the profile through, or the one asked for. Returns whether all are sound. */
export async function check(
  session: Session,
  options: { workspace?: string; json?: true },
): Promise<boolean> {
  const { services, print, note, text } = session;
  const rows = services.workspaces.list().filter(({ id }) => id === (options.workspace ?? id));
  if (options.workspace !== undefined && rows.length === 0) throw new AppError('notFound');
  let allSound = true;
  for (const row of rows) {
    const checked = await checkWorkspace(session, row);
    allSound &&= checked.sound;
    if (options.json) print(JSON.stringify(checked));
    else printChecked(session, checked);
  }
  if (!options.json) print(text(allSound ? 'check.allSound' : 'check.notSound', { count: rows.length }));
  else if (!allSound) note(text('check.notSound', { count: rows.length }));
  return allSound;
}

async function checkWorkspace(session: Session, row: WorkspaceRow): Promise<CheckedWorkspace> {
  const damagedBackups = damagedBackupsOf(session, row.id);
  // What a restore has put aside may well be damaged: that was the reason for the restore.
  const backupsSound = damagedBackups.every((name) => name.endsWith('-beforeRestore.sqlite'));
  const report = row.condition === 'ok' ? await reportOn(session, row.id) : null;
  return {
    workspace: row.id,
    name: row.name,
    condition: row.condition,
    sound: report?.sound === true && backupsSound,
    report,
    damagedBackups,
    backups: row.backups,
  };
}

async function reportOn(session: Session, id: string): Promise<IntegrityReport> {
  const { context, hub } = await session.workspace(id);
  const { frameworks } = session.services;
  return checkIntegrity({ context, frameworks, checkDocuments: () => hub.check() });
}

function damagedBackupsOf({ services }: Session, id: string): string[] {
  return services.backups
    .list(id)
    .map(({ fileName }) => fileName)
    .filter((fileName) => {
      try {
        services.backups.verify(id, fileName);
        return false;
      } catch (error) {
        if (error instanceof AppError) return true;
        throw error;
      }
    });
}

function printChecked({ print, text }: Session, checked: CheckedWorkspace): void {
  const { report } = checked;
  print(
    `${checked.workspace}  ${checked.name || '–'}: ${text(checked.sound ? 'check.sound' : 'check.faulty')}`,
  );
  if (!report) print(`  ${text(`condition.${checked.condition}`)}`);
  else {
    print(`  ${text('check.counts', report.counts)}`);
    for (const { area, place, problem, detail } of report.findings) {
      const where = [place, detail].filter(Boolean).join(', ');
      print(`  ${text(`check.area.${area}`)}: ${text(`check.problem.${problem}`)}${where && ` (${where})`}`);
    }
    if (report.moreFindings > 0) print(`  ${text('check.more', { count: report.moreFindings })}`);
  }
  print(`  ${text('check.backups', { count: checked.backups })}`);
  for (const name of checked.damagedBackups) print(`  ${text('check.damagedBackup', { name })}`);
}
