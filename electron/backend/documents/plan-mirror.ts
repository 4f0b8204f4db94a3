import {
  type CommonsPlan,
  commonsPlanTypes,
  mergeCommonsPlan,
  readCommonsPlans,
  sameCommonsPlan,
  writeCommonsPlan,
} from '../../../shared/documents/commons.ts';
import { createPlanIndexRepository } from '../repositories/plan-index-repository.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import { backendSession } from '../services/assessment-service.ts';
import type { RecordService } from '../services/record-service.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { type CommonsMirror, createCommonsMirror } from './commons-mirror.ts';
import type { DocumentHub } from './document-hub.ts';
import type { LocalDocument } from './local-document.ts';

export interface PlanMirrorOptions {
  context: WorkspaceContext;
  records: RecordService;
  hub: Pick<DocumentHub, 'open' | 'onCommitted'>;
  newId: () => string;
  reportBug: (error: unknown) => string;
}

/** Keeps the plans listed in this workspace and those listed in the partnership's commons the same. */
export function createPlanMirror(options: PlanMirrorOptions): CommonsMirror {
  const { context, records, hub, reportBug } = options;
  const index = createPlanIndexRepository(context.database);
  const writeRecord = (plan: CommonsPlan) => {
    const { id, removed, ...patch } = plan;
    const change = { kind: 'planDocument' as const, id, parentId: null, patch, deleted: removed };
    const session = backendSession;
    records.apply({ opId: options.newId(), session, scope: 'workspace', changes: [change] });
  };
  const reconcile = async (document: LocalDocument) => {
    const shared = new Map(readCommonsPlans(document.doc).map((plan) => [plan.id, plan]));
    const own = new Map(
      context.entities.list('planDocument', true).map((entity) => [entity.id, planOf(entity)]),
    );
    const merged = [...new Set([...own.keys(), ...shared.keys()])].map((id) =>
      merge(own.get(id), shared.get(id), index.agreed(id)),
    );
    const toShare = merged.filter((plan) => isNews(plan, shared.get(plan.id)));
    if (toShare.length > 0) {
      await document.change((doc) => {
        for (const plan of toShare) writeCommonsPlan(doc, plan);
      });
    }
    // The commons first: were this laptop to stop in between, its own row would still be brought along.
    for (const plan of merged) {
      const differs = isNews(plan, own.get(plan.id));
      if (!differs && !isNews(plan, index.agreed(plan.id) ?? undefined)) continue;
      context.database.transaction(() => {
        if (differs) writeRecord(plan);
        index.putAgreed(plan);
      })();
    }
  };
  return createCommonsMirror({ hub, reconcile, reportBug });
}

function merge(
  own: CommonsPlan | undefined,
  shared: CommonsPlan | undefined,
  base: CommonsPlan | null,
): CommonsPlan {
  if (own && shared) return mergeCommonsPlan(own, shared, base);
  const only = own ?? shared;
  if (!only) throw new TypeError('a plan is listed on one side at least');
  return only;
}

function isNews(plan: CommonsPlan, known: CommonsPlan | undefined): boolean {
  return known === undefined || !sameCommonsPlan(plan, known);
}

function planOf({ id, fields, deleted }: StoredEntity): CommonsPlan {
  const text = (field: string) => (typeof fields[field] === 'string' ? fields[field] : '');
  return {
    id,
    title: text('title'),
    type: commonsPlanTypes.find((type) => type === fields['type']) ?? 'other',
    templateVersion: text('templateVersion'),
    language: text('language'),
    removed: deleted,
  };
}
