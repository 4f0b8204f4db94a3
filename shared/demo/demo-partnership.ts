import type { Framework } from '../framework/schema.ts';
import { demoAssessments } from './assessments.ts';
import type { DemoRecord } from './demo-record.ts';
import { demoEvidenceRecords } from './evidence.ts';
import { demoPartnerRecords } from './partners.ts';
import { demoPractices } from './practices.ts';
import { demoRegions } from './regions.ts';
import { demoName, demoWorkspace } from './workspace.ts';

export interface DemoPartnership {
  readonly name: string;
  /** Parents before their parts; the workspace record first. */
  readonly records: readonly DemoRecord[];
}

export interface DemoFrameworks {
  readonly framework: Framework;
  /** The older version that one assessment was made under. */
  readonly frameworkOld: Framework;
}

/** The demo partnership: always the same records with the same ids (framework (g)). All of it is invented. */
export function demoPartnership({ framework }: DemoFrameworks): DemoPartnership {
  return {
    name: demoName,
    records: [
      demoWorkspace(framework),
      ...demoRegions(),
      ...demoPartnerRecords(),
      ...demoEvidenceRecords(),
      ...demoAssessments(framework),
      ...demoPractices(framework),
    ],
  };
}
