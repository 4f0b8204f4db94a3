// Fixed ids: two copies of the demo hold the same records, and a link to one works in the other.

export const demoWorkspaceId = 'demo-workspace';
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
