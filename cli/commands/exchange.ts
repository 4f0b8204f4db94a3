import { existsSync, readFileSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { WorkspaceServices } from '../../electron/backend/services/backend-services.ts';
import { asAppError } from '../../electron/backend/db/sqlite-errors.ts';
import { writeFileDurably } from '../../electron/backend/files/durable-file.ts';
import { maxExchangeCharacters } from '../../shared/contract/assessments.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { newestFirst } from '../partner-figures.ts';
import { CommandFailure, type Session } from '../session.ts';

export interface ExportOptions {
  workspace?: string;
  assessment?: string;
  partner?: string;
  out: string;
  force?: true;
}

/** Writes one assessment to a file, or with `--out -` to stdout. */
export async function exportAssessment(session: Session, options: ExportOptions): Promise<void> {
  const workspace = await session.workspace(options.workspace);
  const id = options.assessment ?? assessmentOf(workspace, options.partner ?? '');
  const { content } = workspace.exchange.exportAssessment(id);
  if (options.out === '-') {
    session.print(content.trimEnd());
    return;
  }
  if (!options.force && existsSync(options.out)) throw new AppError('alreadyExists', { file: options.out });
  try {
    writeFileDurably(options.out, content);
  } catch (error) {
    throw asFileError(error, options.out, 'folderNotWritable');
  }
  session.print(options.out);
}

interface ImportOptions {
  workspace?: string;
  file: string;
  dryRun?: true;
}

/** Brings an exchange file into a workspace and prints the assessment's id. */
export async function importAssessment(session: Session, options: ImportOptions): Promise<void> {
  const { text, note, print } = session;
  const content = readExchangeText(options.file);
  const { exchange } = await session.workspace(options.workspace);
  try {
    const preview = exchange.inspect(content);
    const { title, partnerName, added, changed, same, newerHere, kept } = preview;
    note(text('importPreview', { title, partnerName, added, changed, same }));
    if (newerHere > 0) note(text('importNewerHere', { count: newerHere }));
    if (kept > 0) note(text('importKept', { count: kept }));
    for (const { kind, id, field, here, there } of preview.differences) {
      note(`  ${kind} ${id} ${field}: ${JSON.stringify(here)} -> ${JSON.stringify(there)}`);
    }
    if (options.dryRun) return note(text('importNothingWritten'));
    const result = exchange.importAssessment(randomUUID(), content);
    note(text('imported', { added: result.added, changed: result.changed }));
    print(result.id);
  } catch (error) {
    if (error instanceof AppError) throw withFile(error, options.file);
    throw error;
  }
}

/** A character takes at most three bytes of UTF-8 here: what is larger cannot be within the limit. */
const maxExchangeBytes = 3 * maxExchangeCharacters;

function readExchangeText(file: string): string {
  try {
    if (statSync(file).size > maxExchangeBytes) throw new AppError('fileTooLarge');
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw asFileError(error, file, 'fileNotReadable');
  }
}

function asFileError(
  error: unknown,
  file: string,
  otherwise: 'fileNotReadable' | 'folderNotWritable',
): AppError {
  const known = asAppError(error);
  return withFile(known instanceof AppError ? known : new AppError(otherwise, {}, { cause: error }), file);
}

function withFile({ code, params, cause }: AppError, file: string): AppError {
  return new AppError(code, { ...params, file }, { cause });
}

function assessmentOf({ context, assessments }: WorkspaceServices, number: string): string {
  const partner = context.entities.list('partner').find(({ fields }) => fields['number'] === number);
  if (!partner) throw new CommandFailure('noPartner', { number });
  const newest = assessments
    .list()
    .filter((row) => row.partnerId === partner.id)
    .toSorted(newestFirst)[0];
  if (!newest) throw new CommandFailure('noAssessmentOfPartner', { number });
  return newest.id;
}
