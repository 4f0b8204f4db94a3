import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { ownPartnerIdOf } from '../../api/own-partner.ts';
import { useFormats } from '../../i18n/formats.ts';
import { completePartners, completeRegions } from './complete-records.ts';
import { type PartnerRow, partnerRows, type RegionRecord } from './partner-rows.ts';

export interface Partners {
  rows: PartnerRow[];
  regions: RegionRecord[];
  /** The organisation of this copy, if it was said. */
  ownPartnerId: string | null;
}

/** The organisations as rows; `data` is undefined until everything has been read. */
export function usePartners(): { data: Partners | undefined; error: unknown } {
  const { t } = useTranslation('workspaces');
  const { queries } = useBackend();
  const formats = useFormats();
  const list = (kind: 'partner' | 'region' | 'workspace') =>
    queries.records.list.queryOptions({ input: { kind } });
  const partners = useQuery(list('partner'));
  const regions = useQuery(list('region'));
  const workspace = useQuery(list('workspace'));
  const assessments = useQuery(queries.assessments.list.queryOptions());
  const data = useMemo(() => {
    if (!partners.data || !regions.data || !assessments.data || !workspace.data) return undefined;
    const completeRegionRecords = completeRegions(regions.data);
    return {
      regions: completeRegionRecords,
      ownPartnerId: ownPartnerIdOf(workspace.data),
      rows: partnerRows({
        partners: completePartners(partners.data),
        regions: completeRegionRecords,
        assessments: assessments.data,
        formats,
        typeName: (type) => t(`organisationType.${type}`),
        today: today(),
      }),
    };
  }, [partners.data, regions.data, assessments.data, workspace.data, formats, t]);
  return { data, error: partners.error ?? regions.error ?? assessments.error ?? workspace.error };
}

/** The calendar date where the user is. */
function today(): string {
  const now = new Date();
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
