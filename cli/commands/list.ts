import type { AssessmentListRow } from '../../shared/contract/assessments.ts';
import { formatFigure } from '../../shared/domain/figures/format.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

/** Prints the workspaces of the profile, and the assessments of the one that is open or asked for. */
export async function list(session: Session, options: { workspace?: string; json?: true }): Promise<void> {
  const { services, print, text } = session;
  const workspaces = services.workspaces.list();
  const current = options.workspace ?? services.profile.stored().currentWorkspaceId;
  const readable = workspaces.some(({ id, condition }) => id === current && condition === 'ok');
  const assessments =
    options.workspace !== undefined || readable
      ? (await session.workspace(current ?? undefined)).assessments.list()
      : [];
  if (options.json) {
    for (const workspace of workspaces) print(JSON.stringify({ type: 'workspace', ...workspace }));
    for (const assessment of assessments) print(JSON.stringify({ type: 'assessment', ...assessment }));
    for (const { id } of workspaces) {
      for (const backup of services.backups.list(id)) {
        print(JSON.stringify({ type: 'backup', workspaceId: id, ...backup }));
      }
    }
    return;
  }
  const rows = workspaces.map(({ id, name, condition, backups }) => [
    id === current ? '*' : '',
    id,
    name,
    text(`condition.${condition}`),
    String(backups),
  ]);
  const heads = [
    '',
    text('column.id'),
    text('column.workspace'),
    text('column.condition'),
    text('column.backups'),
  ];
  for (const line of table(heads, rows)) print(line);
  if (assessments.length > 0) printAssessments(session, assessments);
  for (const { id } of workspaces) printBackups(session, id);
}

function printAssessments(
  { print, text, language }: Session,
  assessments: readonly AssessmentListRow[],
): void {
  const rows = assessments.map((row) => [
    row.id,
    row.partnerName,
    row.title,
    row.frameworkVersion,
    row.referenceDate,
    formatFigure(row.summary.completeness, 'share', language),
  ]);
  print('');
  const columns = ['id', 'partner', 'assessment', 'framework', 'referenceDate', 'completeness'] as const;
  const heads = columns.map((column) => text(`column.${column}`));
  for (const line of table(heads, rows)) print(line);
}

function printBackups({ print, text, services }: Session, workspaceId: string): void {
  const backups = services.backups.list(workspaceId);
  if (backups.length === 0) return;
  const rows = backups.map(({ fileName, createdAt, sizeBytes, reason }) => [
    fileName,
    new Date(createdAt).toISOString(),
    text(`reason.${reason}`),
    String(sizeBytes),
  ]);
  print('');
  print(text('backupsOf', { id: workspaceId }));
  const columns = ['file', 'made', 'reason', 'bytes'] as const;
  for (const line of table(
    columns.map((column) => text(`column.${column}`)),
    rows,
  )) {
    print(line);
  }
}
