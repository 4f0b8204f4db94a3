import type { EntityRecord } from '../domain/model/schemas.ts';
import { partnerId, regionId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';
import { demoPartners, type DemoPartner } from './partner-table.ts';

const accession: Readonly<Record<string, string>> = {
  IT: '1958-01-01',
  GR: '1981-01-01',
  AT: '1995-01-01',
  HU: '2004-05-01',
  SI: '2004-05-01',
  SK: '2004-05-01',
  BG: '2007-01-01',
  RO: '2007-01-01',
  // Inside the project's life: before it, the Croatian organisation took part as a pre-accession partner.
  HR: '2013-07-01',
};

const models = { ind: 'industrialDistrict', hub: 'hubAndSpoke', mix: 'mixed' } as const;

const groupLeaders: Readonly<Record<string, string>> = {
  '10': 'T1',
  '06': 'T2',
  '02': 'T3',
  '12': 'T4',
  '03': 'T5',
  '14': 'T6',
  '05': 'H',
};

/** The organisations of the demo as records. */
export function demoPartnerRecords(): EntityRecord<'partner'>[] {
  return demoPartners.map((partner) =>
    demoRecord('partner', partnerId(partner.number), null, {
      number: partner.number,
      legalName: partner.label,
      shortName: partner.shortName,
      demo: true,
      country: partner.country,
      type: partner.type,
      competence: partner.type === 'A1' || partner.type === 'D' ? 'regional' : 'national',
      euStatus: euStatus(partner),
      languages: [...partner.languages],
      keySectors: [...partner.sectors],
      regionIds: [regionId(partner.nuts)],
      clusterModels: partner.models.map((model) => models[model]),
      roles: roles(partner),
      contactPoint: 'Cluster desk',
      visibility: 'partnershipNamed',
    }),
  );
}

type StatusRow = { status: 'member' | 'preAccession'; from: string | null };

function euStatus({ country }: DemoPartner): StatusRow[] {
  const joined = accession[country];
  const before: StatusRow[] =
    country in accession && country !== 'HR' ? [] : [{ status: 'preAccession', from: null }];
  return joined === undefined ? before : [...before, { status: 'member', from: joined }];
}

function roles({ number }: DemoPartner) {
  const group = groupLeaders[number];
  return [
    { role: number === '01' ? ('leadPartner' as const) : ('member' as const), group: '' },
    ...(group === undefined ? [] : [{ role: 'groupLeader' as const, group }]),
  ];
}
