import type { RecordChange } from '../../../shared/contract/records.ts';

/** Every word in it is one that could tell whose assessment it is; the list is what must not be found. */
export const identifyingWords = [
  'Istarska razvojna agencija',
  'IDA-Pula',
  'p-istra',
  'r-istra',
  'a-istra',
  'HR036',
  'HR03',
  'Istarska zupanija',
  'Klasteri Istre',
  'Rasprava u Puli',
  'Biljeska iz Poreca',
  'Zakon o klasterima Istre',
  'Tisak Pula',
  'ida.example.hr',
  'zapisnik-pula.pdf',
  'f'.repeat(64),
  'Procjenitelj Rovinj',
  'Misljenje iz Rijeke',
  'Voditelj Labin',
  'Opseg Buzet',
  'e-istra',
  'test-device',
  'Assessor 1',
];

const [assessmentId, partnerId, regionId, evidenceId] = ['a-istra', 'p-istra', 'r-istra', 'e-istra'];

/** An assessment of one region with a text in every field that takes one. */
export function identifyingAssessment(): RecordChange[] {
  const entryId = `${assessmentId}/4.1`;
  const part = (kind: RecordChange['kind'], id: string, patch: Record<string, unknown>): RecordChange => ({
    kind,
    id,
    parentId: assessmentId,
    patch,
  });
  return [
    {
      kind: 'partner',
      id: partnerId,
      parentId: null,
      patch: {
        legalName: 'Istarska razvojna agencija',
        shortName: 'IDA-Pula',
        country: 'HR',
        type: 'D',
        regionIds: [regionId],
        contactPoint: 'Klasteri Istre',
      },
    },
    {
      kind: 'region',
      id: regionId,
      parentId: null,
      patch: { nutsCode: 'HR036', name: { hr: 'Istarska zupanija' }, country: 'HR', level: 3 },
    },
    {
      kind: 'evidenceItem',
      id: evidenceId,
      parentId: partnerId,
      patch: {
        kind: 'law',
        title: 'Zakon o klasterima Istre',
        publisher: 'Tisak Pula',
        year: 2012,
        url: 'https://ida.example.hr/zakon',
        fileName: 'zapisnik-pula.pdf',
        fileHash: 'f'.repeat(64),
        territory: 'HR03',
        quote: { hr: 'Zakon o klasterima Istre kaze' },
        licence: 'Tisak Pula',
        partnerId,
      },
    },
    {
      kind: 'assessment',
      id: assessmentId,
      parentId: partnerId,
      patch: {
        title: 'Klasteri Istre 2014',
        partnerId,
        regionId,
        frameworkVersion: '1.0.0',
        referenceDate: '2014-06-30',
        pastYear: 2009,
        targetYear: 2020,
        scopeNote: { hr: 'Opseg Buzet' },
        team: [{ role: 'Voditelj Labin', organisation: 'Istarska razvojna agencija' }],
        language: 'hr',
      },
    },
    part('criterionEntry', entryId, {
      criterionId: '4.1',
      past: 1,
      present: 3,
      desired: 4.5,
      justification: { hr: 'Rasprava u Puli je pokazala da shema postoji i da ima pravila.' },
      notApplicableReason: { hr: 'Klasteri Istre' },
      importance: 3,
      feasibility: 2,
      peerScore: { partnerId, value: 2.5, note: { hr: 'Misljenje iz Rijeke' } },
      scoredUnderVersion: '1.0.0',
    }),
    ...['4.2', '4.3', '4.4'].map((criterionId, index) =>
      part('criterionEntry', `${assessmentId}/${criterionId}`, {
        criterionId,
        past: index,
        present: index + 1,
        desired: 4,
        importance: 2,
        feasibility: 2,
      }),
    ),
    part('themeNarrative', `${assessmentId}/T4/past`, {
      themeId: 'T4',
      perspective: 'past',
      text: { hr: 'Biljeska iz Poreca o onome sto se pokusalo.' },
      evidenceIds: [evidenceId],
      missingData: ['Klasteri Istre'],
    }),
    part('evidenceLink', `${entryId}/present/${evidenceId}`, {
      evidenceId,
      entryId,
      slot: 'present',
      page: 'Tisak Pula 4',
    }),
    part('individualScore', `${entryId}/present/by-x1`, {
      entryId,
      slot: 'present',
      assessorAlias: 'Procjenitelj Rovinj',
      value: 4,
      note: 'Misljenje iz Rijeke',
    }),
    part('individualScore', `${entryId}/present/by-x2`, {
      entryId,
      slot: 'present',
      assessorAlias: 'Procjenitelj Rovinj 2',
      value: 2,
    }),
  ];
}
