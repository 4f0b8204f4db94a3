import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ownPartnerIdOf } from '../../api/own-partner.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import classes from './sync.module.css';

export interface PrintedHeadProps {
  workspace: string;
  /** Milliseconds since 1970. */
  reportedAt: number;
}

/** On paper alone: whose laptop this was said of, and when. What is not known is left out. */
export function PrintedHead({ workspace, reportedAt }: PrintedHeadProps) {
  const { t } = useTranslation('sync');
  const { queries } = useBackend();
  const formats = useFormats();
  const { data: profile } = useQuery(queries.profile.get.queryOptions());
  const organisation = useOwnOrganisationName();
  const rows = [
    [t('safe.paper.partnership'), workspace],
    [t('safe.paper.organisation'), organisation],
    [t('safe.paper.laptop'), profile?.computerName ?? ''],
    [t('safe.paper.person'), profile?.displayName ?? ''],
    [t('safe.paper.when'), formats.dateTime(reportedAt)],
  ];
  return (
    <div data-print-only>
      <dl className={classes.paperHead}>
        {rows
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

function useOwnOrganisationName(): string {
  const { queries } = useBackend();
  const workspaces = useQuery(queries.records.list.queryOptions({ input: { kind: 'workspace' } }));
  const partners = useQuery(queries.records.list.queryOptions({ input: { kind: 'partner' } }));
  const ownId = ownPartnerIdOf(workspaces.data ?? []);
  const fields = partners.data?.find(({ id }) => id === ownId)?.fields ?? {};
  const name = fields['legalName'] ?? fields['shortName'];
  return typeof name === 'string' ? name : '';
}
