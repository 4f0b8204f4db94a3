import type { Framework } from '../framework/schema.ts';
import type { EntityRecord } from '../domain/model/schemas.ts';
import { pastYear, referenceDate, targetYear } from './assessments.ts';
import { partnerId, workspaceRecordId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';

export const demoName = 'Demo partnership';

/** What the demo workspace is: this copy plays the lead partner. */
export function demoWorkspace(framework: Framework): EntityRecord<'workspace'> {
  return demoRecord('workspace', workspaceRecordId, null, {
    name: demoName,
    projectCode: 'DEMO/C/0008',
    programme: 'South East Europe (demo)',
    period: '2012-2014',
    projectStart: '2012-05-01',
    frameworkId: framework.id,
    frameworkVersion: framework.version,
    referenceDate,
    pastYear,
    targetYear,
    languages: ['en', 'el', 'hr', 'bg', 'de', 'hu', 'it', 'ro', 'sk', 'sl', 'sq', 'sr'],
    demo: true,
    ownPartnerId: partnerId('01'),
    role: 'leadPartner',
  });
}
