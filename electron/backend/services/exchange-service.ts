import type { ImportPreview } from '../../../shared/contract/assessments.ts';
import { completeFields } from '../../../shared/domain/model/validation.ts';
import type { WallClock } from '../../../shared/kernel/clock.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { backendSession } from './assessment-service.ts';
import { writeExchangeFile } from './exchange-file.ts';
import { refuseFrozen } from './frozen-assessments.ts';
import { exchangeFileName, exchangeRecords, originName } from './exchange-export.ts';
import { planImport } from './exchange-import.ts';
import { readExchangeFile } from './exchange-reader.ts';
import type { RecordService } from './record-service.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** One assessment as a file, and back (docs/spec/exchange-file.md). */
export interface ExchangeService {
  /** Throws `notFound` for an assessment that is not here or was removed. */
  exportAssessment(id: string): { fileName: string; content: string };
  /** What importing the file would do; throws what is wrong with the file. Changes nothing. */
  inspect(content: string): ImportPreview;
  /**
   * Checks the whole file, then writes it as one command that can be undone in `session` with the
   * assessment as scope. A file that is not sound changes nothing.
   */
  importAssessment(opId: string, content: string, session?: string): ImportResult;
}

export interface ImportResult {
  id: string;
  added: number;
  changed: number;
}

export interface ExchangeOptions {
  context: WorkspaceContext;
  records: RecordService;
  frameworks: FrameworkRegistry;
  appVersion: string;
  wallClock: WallClock;
}

export function createExchangeService(options: ExchangeOptions): ExchangeService {
  const { context, records, frameworks } = options;
  return {
    exportAssessment(id) {
      const assessment = context.entities.get('assessment', id);
      if (!assessment || assessment.deleted) throw new AppError('notFound');
      const content = writeExchangeFile({
        schema: 'cps-exchange/1',
        kind: 'assessment',
        exportedAt: new Date(options.wallClock()).toISOString(),
        origin: {
          deviceId: context.deviceId,
          organisation: originName(context.entities, assessment),
          appVersion: options.appVersion,
        },
        frameworkVersion: String(assessment.fields['frameworkVersion']),
        records: exchangeRecords(context.entities, assessment),
      });
      return { fileName: exchangeFileName(assessment), content };
    },
    inspect(content) {
      const file = readExchangeFile(content, frameworks);
      const { assessment, changes, ...counts } = planImport(context, file);
      refuseFrozen(context.entities, changes);
      const partner = file.records.find((record) => record.kind === 'partner');
      return {
        ...counts,
        title: completeFields('assessment', assessment.fields).title,
        partnerName: completeFields('partner', partner?.fields ?? {}).legalName,
        frameworkVersion: file.frameworkVersion,
        exportedAt: Date.parse(file.exportedAt),
        origin: file.origin.organisation,
        known: context.entities.get('assessment', assessment.id) !== undefined,
      };
    },
    importAssessment(opId, content, session = backendSession) {
      const file = readExchangeFile(content, frameworks);
      const { assessment, changes, added, changed } = planImport(context, file);
      const { id } = assessment;
      const done = records.apply({ opId, session, scope: id, changes });
      return done.changed ? { id, added, changed } : { id, added: 0, changed: 0 };
    },
  };
}
