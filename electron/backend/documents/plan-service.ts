import type { ReadOnlyReason } from '../../../shared/contract/membership.ts';
import { type PlanListRights, planListRights } from '../../../shared/contract/plan-list-rights.ts';
import { type PlanRow, type PlanTemplateKey, planTemplateKeys } from '../../../shared/contract/plans.ts';
import { templateUpdate } from '../../../shared/documents/create-from-template.ts';
import { planDocumentId } from '../../../shared/documents/document-id.ts';
import { setPlanTitle } from '../../../shared/documents/plan-document.ts';
import { findPlanTemplate } from '../../../shared/documents/templates/catalogue.ts';
import type { PlanTemplate } from '../../../shared/documents/templates/template-schema.ts';
import { stampMilliseconds } from '../../../shared/kernel/clock.ts';
import { AppError, type AppErrorCode } from '../../../shared/kernel/errors.ts';
import { interfaceLanguages, type InterfaceLanguage } from '../../../shared/kernel/languages.ts';
import type { EntityKind } from '../../../shared/domain/model/kinds.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import { backendSession } from '../services/assessment-service.ts';
import type { RecordService } from '../services/record-service.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { type After, nodeAfter } from '../sync/timers.ts';
import { commonsDocumentId, type DocumentHub } from './document-hub.ts';
import { createPlanIndex } from './plan-index.ts';
import type { PlanSummary } from '../repositories/plan-index-repository.ts';
import { createPlanReading } from './plan-reading.ts';
import { createPlanMirror } from './plan-mirror.ts';
import { planTypeOf } from './plan-types.ts';

/** The plans of the open workspace: index rows as records, text as documents, the same list on all laptops. */
export interface PlanService {
  list(): PlanRow[];
  /** Throws `notAllowed` where the partnership would not take the plan. */
  create(input: NewPlan): Promise<{ id: string; existed: boolean }>;
  /** Throws `notAllowed`, `planLocked`, `planFull` or `membershipEnded` where it would not be taken. */
  rename(id: string, title: string, opId: string): void;
  /** Throws like `rename`. */
  setRemoved(id: string, removed: boolean, opId: string): void;
  /** To be told of every change of records. */
  recordsChanged(kinds: readonly EntityKind[]): void;
  /** Resolves when lists, search and the partnership's commons have taken in everything so far. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface NewPlan {
  opId: string;
  templateKey: PlanTemplateKey;
  language: string;
  another: boolean;
  title: string;
}

export interface PlanServiceOptions {
  context: WorkspaceContext;
  records: RecordService;
  hub: DocumentHub;
  newId: () => string;
  reportBug: (error: unknown) => string;
  after?: After;
  wallClock?: () => number;
}

export function createPlanService(options: PlanServiceOptions): PlanService {
  const { context, records, hub, reportBug, after = nodeAfter, wallClock = Date.now } = options;
  const mirror = createPlanMirror(options);
  const reading = createPlanReading({ context, hub, wallClock });
  const index = createPlanIndex({ context, hub, after, wallClock, idle, reportBug });
  mirror.changed();

  const apply = (
    opId: string,
    id: string,
    change: { patch?: Record<string, unknown>; deleted?: boolean },
  ) => {
    const changes = [{ kind: 'planDocument' as const, id, parentId: null, ...change }];
    records.apply({ opId, session: backendSession, scope: 'workspace', changes });
  };
  const refuseUnless = (what: keyof PlanListRights, id: string) => {
    const reason = planListRights(hub.readOnly(id), hub.readOnly(commonsDocumentId))[what];
    if (reason !== null) throw new AppError(refusals[reason]);
  };
  const existing = (id: string): StoredEntity => {
    const plan = context.entities.get('planDocument', id);
    if (!plan) throw new AppError('notFound');
    return plan;
  };
  const titleInDocument = async (id: string, title: string) => {
    const document = await hub.open(id);
    try {
      await document.change((doc) => setPlanTitle(doc, title));
    } finally {
      document.close();
    }
  };

  return {
    list: () =>
      context.entities
        .list('planDocument')
        .map((plan) =>
          toRow(plan, hub, { summary: index.summary(plan.id), unseenSince: reading.unseenSince(plan.id) }),
        ),
    async create(input) {
      const template = templateFor(input.templateKey);
      const language = languageFor(input.language);
      const id = input.another ? input.opId : sharedPlanId(hub, template, language);
      const before = context.entities.get('planDocument', id);
      if (before && !before.deleted) return { id, existed: true };
      // Nobody would take it, and here it could only be read.
      if (!hub.mayChange(id)) throw new AppError('notAllowed');
      if (before) {
        apply(input.opId, id, { deleted: false });
        return { id, existed: true };
      }
      // The text first: a row without text would be an empty plan, a text without row is made again alike.
      await hub.applyUpdate(id, templateUpdate({ template, language, documentId: id }));
      if (input.title !== template.title[language]) await titleInDocument(id, input.title);
      apply(input.opId, id, {
        patch: {
          title: input.title,
          type: planTypeOf[input.templateKey],
          templateVersion: template.version,
          language,
        },
      });
      return { id, existed: false };
    },
    rename(id, title, opId) {
      existing(id);
      refuseUnless('rename', id);
      apply(opId, id, { patch: { title } });
      // The list is what counts; the title inside is for exports. A newer version's document stays untouched.
      titleInDocument(id, title).catch((error: unknown) => {
        if (!(error instanceof AppError)) reportBug(error);
      });
    },
    setRemoved(id, removed, opId) {
      existing(id);
      refuseUnless('remove', id);
      apply(opId, id, { deleted: removed });
    },
    recordsChanged(kinds) {
      if (!kinds.includes('planDocument')) return;
      hub.documentsChanged();
      index.plansChanged();
      mirror.changed();
    },
    async settled() {
      await mirror.settled();
      await index.flush();
    },
    async close() {
      reading.close();
      await mirror.close();
      await index.close();
    },
  };
}

const refusals: Readonly<Record<ReadOnlyReason, AppErrorCode>> = {
  reader: 'notAllowed',
  commenter: 'notAllowed',
  locked: 'planLocked',
  full: 'planFull',
  removed: 'membershipEnded',
  roomReader: 'notAllowed',
  roomCommenter: 'notAllowed',
  roomHost: 'notAllowed',
};

const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The same on every laptop of the partnership. */
function sharedPlanId(hub: DocumentHub, template: PlanTemplate, language: InterfaceLanguage): string {
  return planDocumentId({
    workspaceId: hub.sharedId.get(),
    templateKey: template.key,
    templateVersion: template.version,
    language,
  });
}

function templateFor(key: PlanTemplateKey): PlanTemplate {
  const template = findPlanTemplate(key);
  if (!template) throw new AppError('invalidInput', { field: 'templateKey' });
  return template;
}

function languageFor(language: string): InterfaceLanguage {
  const known = interfaceLanguages.find((candidate) => candidate === language);
  if (!known) throw new AppError('invalidInput', { field: 'language' });
  return known;
}

function toRow(
  plan: StoredEntity,
  hub: DocumentHub,
  known: { summary: PlanSummary | undefined; unseenSince: number | null },
): PlanRow {
  const { id, fields } = plan;
  const { summary, unseenSince } = known;
  const text = (field: string) => (typeof fields[field] === 'string' ? fields[field] : '');
  const title = text('title');
  return {
    id,
    title,
    templateKey: planTemplateKeys.find((key) => planTypeOf[key] === fields['type']) ?? null,
    language: text('language'),
    words: summary?.words ?? 0,
    chapters: summary?.chapters ?? { total: 0, agreed: 0, empty: 0 },
    modifiedAt: Math.max(stampMilliseconds(plan.modifiedAt), summary?.modifiedAt ?? 0),
    waiting: summary?.waiting ?? [],
    unseenSince,
    sync: hub.documentStatus(id, title),
  };
}
