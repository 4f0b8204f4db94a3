// Fixed ids: two copies of the demo hold the same records, and a link to one works in the other.

/** Every workspace has one record of this kind, always under this id. */
export const workspaceRecordId = 'workspace';
export const partnerId = (number: string) => `demo-partner-${number}`;
export const regionId = (code: string, version = '2021') =>
  version === '2021' ? `demo-region-${code}` : `demo-region-${code}-${version}`;
export const assessmentId = (number: string) => `demo-assessment-${number}`;
export const evidenceId = (key: string) => `demo-evidence-${key}`;
export const practiceId = (key: string) => `demo-practice-${key}`;
export const pilotId = (themeId: string) => `demo-pilot-${themeId}`;
export const barrierId = (key: string) => `demo-barrier-${key}`;
export const missingElementId = (key: string) => `demo-missing-${key}`;
export const actionId = (code: string) => `demo-action-${code}`;
export const activityId = (key: string) => `demo-activity-${key}`;
export const transferId = (key: string) => `demo-transfer-${key}`;
export const indicatorId = (code: string) => `demo-indicator-${code}`;
export const riskId = (key: string) => `demo-risk-${key}`;
export const measureId = (key: string) => `demo-measure-${key}`;
export const workshopId = 'demo-workshop-11-T4';
