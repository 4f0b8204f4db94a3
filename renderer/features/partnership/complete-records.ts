import type { RecordRow } from '../../../shared/contract/records.ts';
import { partnerFields } from '../../../shared/domain/model/partner.ts';
import { regionFields } from '../../../shared/domain/model/region.ts';
import type { PartnerRecord, RegionRecord } from './partner-rows.ts';

// A stored record holds the fields that were ever set: the others have their defaults.
const partnerDefaults = partnerFields.parse({});
const regionDefaults = regionFields.parse({});

export function completePartners(rows: readonly RecordRow[]): PartnerRecord[] {
  return rows.map((row) => ({ ...row, fields: { ...partnerDefaults, ...row.fields } }));
}

export function completeRegions(rows: readonly RecordRow[]): RegionRecord[] {
  return rows.map((row) => ({ ...row, fields: { ...regionDefaults, ...row.fields } }));
}
