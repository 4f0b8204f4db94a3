import type { Framework } from '../framework/schema.ts';
import { demoAssessments } from './assessments.ts';
import { demoConflicts, type DemoConflict } from './conflict.ts';
import type { DemoRecord } from './demo-record.ts';
import { demoEarlierAssessment } from './earlier-assessment.ts';
import { demoEvidenceRecords } from './evidence.ts';
import { demoLearning } from './learning.ts';
import { demoObstacles } from './obstacles.ts';
import { demoPartnerRecords } from './partners.ts';
import { demoPilots } from './pilots.ts';
import { demoActions, demoIndicators, demoMeasures, demoRisks } from './planning.ts';
import { type DemoPlan, demoPlans } from './plans/demo-plans.ts';
import { demoPolicyInputs } from './policy-inputs.ts';
import { demoPractices } from './practices.ts';
import { demoRegions } from './regions.ts';
import { type DemoSnapshot, demoSnapshots } from './shared-snapshots.ts';
import { demoWorkshop } from './workshop.ts';
import { demoName, demoWorkspace } from './workspace.ts';

export interface DemoPartnership {
  readonly name: string;
  /** Parents before their parts; the workspace record first. */
  readonly records: readonly DemoRecord[];
  /** Changes that two laptops made to the same field; to be told, not to be settled by themselves. */
  readonly conflicts: readonly DemoConflict[];
  /** What the three plan documents hold. */
  readonly plans: readonly DemoPlan[];
  /** Assessments that partners have shared. */
  readonly snapshots: readonly DemoSnapshot[];
}

export interface DemoFrameworks {
  readonly framework: Framework;
  /** The older version that one assessment was made under. */
  readonly frameworkOld: Framework;
}

/** The demo partnership: always the same records with the same ids (framework (g)). All of it is invented. */
export function demoPartnership({ framework, frameworkOld }: DemoFrameworks): DemoPartnership {
  return {
    name: demoName,
    records: [
      demoWorkspace(framework),
      ...demoRegions(),
      ...demoPartnerRecords(),
      ...demoEvidenceRecords(),
      ...demoAssessments(framework),
      ...demoEarlierAssessment(framework, frameworkOld),
      ...demoWorkshop(),
      ...demoObstacles(),
      ...demoPolicyInputs(),
      ...demoPractices(framework),
      ...demoLearning(),
      ...demoPilots(),
      ...demoIndicators(framework),
      ...demoRisks(),
      ...demoActions(),
      ...demoMeasures(),
    ],
    conflicts: demoConflicts(),
    plans: demoPlans(),
    snapshots: demoSnapshots(),
  };
}
