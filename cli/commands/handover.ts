import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { asAppError } from '../../electron/backend/db/sqlite-errors.ts';
import { writeFileDurably } from '../../electron/backend/files/durable-file.ts';
import {
  handoverPieceBytes,
  type HandoverPlan,
  type HandoverSender,
  type Opened,
  type OpenedBundle,
  passphraseLimits,
} from '../../shared/contract/handover.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { fileSizeLimitBytes } from '../../shared/kernel/shell.ts';
import { CommandFailure, type Session } from '../session.ts';

interface Target {
  workspace?: string;
  out: string;
  force?: true;
}
export interface HandoverExport extends Target {
  plan?: string[];
  snapshot?: string[];
  passphraseFile?: string;
}
export interface HandoverInput {
  workspace?: string;
  file: string;
  passphraseFile?: string;
  json?: true;
}
export interface HandoverImport extends HandoverInput {
  plan?: string[];
  senderKey?: string;
}

/** Writes plans to a hand-over file and prints its path. */
export async function exportHandover(session: Session, options: HandoverExport): Promise<void> {
  const workspace = await session.workspace(options.workspace);
  const { snapshot: snapshots = [] } = options;
  const all = snapshots.length > 0 ? [] : workspace.plans.list().map(({ id }) => id);
  const plans = options.plan ?? all;
  if (plans.length + snapshots.length === 0) throw new CommandFailure('handover.noPlans');
  const passphrase =
    options.passphraseFile === undefined ? {} : { passphrase: newPassphrase(options.passphraseFile) };
  refuseToReplace(options);
  const { handover } = session.services;
  const { fileId } = await handover.create({ id: randomUUID(), plans, snapshots, ...passphrase });
  try {
    write(options.out, handover.content(fileId));
  } catch (error) {
    handover.forget(fileId);
    throw error;
  }
  session.print(options.out);
}

/** Checks a file and tells what it is and what taking it in would do. */
export async function inspectHandover(session: Session, options: HandoverInput): Promise<void> {
  await session.workspace(options.workspace);
  const opened = await open(session, options);
  if (options.json) session.print(JSON.stringify(opened));
  else describe(session, opened, session.print);
}

/**
 * Takes a bundle in, or keeps a receipt. A sender that is not known here is accepted only with the
 * digits of the key, which were compared with the sender.
 */
export async function importHandover(session: Session, options: HandoverImport): Promise<void> {
  const { text, note, print, services } = session;
  await session.workspace(options.workspace);
  const opened = await open(session, options);
  describe(session, opened, note);
  const confirmed = isConfirmed(opened.sender, options.senderKey);
  if (opened.kind === 'receipt') {
    const { taken, declined, changesSince } = await services.handover.acceptReceipt(opened.fileId, confirmed);
    print(text('handover.receiptKept', { taken: taken.length, declined: declined.length, changesSince }));
    return;
  }
  const plans = options.plan ?? takeable(opened);
  const snapshots = options.plan
    ? []
    : opened.snapshots.filter(({ refusal }) => refusal === null).map(({ hash }) => hash);
  const result = await services.handover.accept(opened.fileId, { plans, snapshots }, confirmed);
  if (result.backup) note(text('handover.backup', { name: result.backup }));
  note(text(result.changed ? 'handover.takenIn' : 'handover.nothingNew'));
  for (const { id } of result.taken) print(id);
}

/** Writes the receipt of a bundle that was taken in before. */
export async function writeHandoverReceipt(session: Session, options: HandoverInput & Target): Promise<void> {
  await session.workspace(options.workspace);
  refuseToReplace(options);
  const opened = await open(session, options);
  if (opened.kind !== 'bundle') throw new CommandFailure('handover.notABundle');
  if (opened.takenAt === null) throw new CommandFailure('handover.notTakenYet');
  const { fileId } = await session.services.handover.writeReceipt(opened.received);
  write(options.out, session.services.handover.content(fileId));
  session.print(options.out);
}

async function open(session: Session, options: HandoverInput): Promise<Exclude<Opened, { kind: 'locked' }>> {
  const { handover } = session.services;
  const bytes = read(options.file);
  const fileId = randomUUID();
  const fileName = basename(options.file);
  for (let offset = 0; offset === 0 || offset < bytes.length; offset += handoverPieceBytes) {
    const piece = bytes.subarray(offset, offset + handoverPieceBytes);
    handover.receive(fileId, { fileName, bytes: bytes.length, offset, piece });
  }
  try {
    const passphrase =
      options.passphraseFile === undefined ? undefined : readPassphrase(options.passphraseFile);
    const opened = await handover.open(fileId, passphrase);
    if (opened.kind === 'locked') throw new CommandFailure('handover.passphraseNeeded');
    return opened;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, { ...error.params, file: options.file }, { cause: error });
  }
}

function describe(
  { text }: Session,
  opened: Exclude<Opened, { kind: 'locked' }>,
  tell: (line: string) => void,
): void {
  const { sender } = opened;
  const who = [sender.organisation, sender.displayName].filter(Boolean).join(', ') || '-';
  tell(text(`handover.from.${sender.standing}`, { who, digits: sender.fingerprint.join(' ') }));
  if (opened.kind === 'receipt') {
    tell(
      opened.receipt
        ? text('handover.receiptAbout', { name: opened.about })
        : text('handover.receiptForeign'),
    );
    return;
  }
  if (opened.workspace.place !== 'open') {
    tell(text('handover.otherWorkspace', { name: opened.workspace.name }));
  }
  for (const plan of opened.plans) for (const line of planLines(text, plan)) tell(line);
}

function planLines(text: Session['text'], plan: HandoverPlan): string[] {
  const state = plan.refusal
    ? text(`handover.refusal.${plan.refusal}`)
    : text(`handover.standing.${plan.standing}`);
  const lost = plan.lost.length > 0 ? [`  ${text('handover.lost', { count: plan.lost.length })}`] : [];
  const chapters = plan.chapters.map(
    ({ number, title, kind, paragraphs }) =>
      `  ${[number, title].filter(Boolean).join(' ')}: ${text(`handover.chapter.${kind}`)} (+${paragraphs.added} -${paragraphs.removed} ~${paragraphs.changed})`,
  );
  return [`${plan.id}  ${plan.title}: ${state}`, ...chapters, ...lost];
}

function takeable({ plans }: OpenedBundle): string[] {
  return plans.filter(({ standing }) => standing !== 'refused').map(({ id }) => id);
}

/** Any spacing of the digits. */
function isConfirmed({ fingerprint }: HandoverSender, digits: string | undefined): boolean {
  if (digits === undefined) return false;
  if (digits.replace(/\D/g, '') === fingerprint.join('')) return true;
  throw new CommandFailure('handover.otherDigits', { digits: fingerprint.join(' ') });
}

function newPassphrase(file: string): string {
  const passphrase = readPassphrase(file);
  if (passphrase.length < passphraseLimits.min || passphrase.length > passphraseLimits.max) {
    throw new CommandFailure('handover.passphraseLength', passphraseLimits);
  }
  return passphrase;
}

/** The first line of a file: a passphrase on the command line would be seen by every user of the machine. */
function readPassphrase(file: string): string {
  return read(file).toString('utf8').split(/\r?\n/)[0] ?? '';
}

function read(file: string): Buffer {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new AppError('fileNotReadable', { file });
  if (stats.size > fileSizeLimitBytes) throw new AppError('fileTooLarge', { file });
  try {
    return readFileSync(file);
  } catch (error) {
    throw new AppError('fileNotReadable', { file }, { cause: error });
  }
}

function refuseToReplace({ out, force }: Target): void {
  if (!force && existsSync(out)) throw new AppError('alreadyExists', { file: out });
}

function write(out: string, content: Uint8Array): void {
  try {
    writeFileDurably(out, content);
  } catch (error) {
    const known = asAppError(error);
    const code = known instanceof AppError ? known.code : 'folderNotWritable';
    throw new AppError(code, { file: out }, { cause: error });
  }
}
