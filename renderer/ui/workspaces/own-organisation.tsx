import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownPartnerIdOf } from '../../api/own-partner.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { ActionForm } from '../action-form.tsx';
import { OrganisationFields } from './organisation-fields.tsx';
import {
  emptyPartnershipDraft,
  type OrganisationDraft,
  organisationOf,
  organisationProblems,
} from './partnership-draft.ts';
import classes from './workspaces.module.css';

/** Asks for the own organisation where it was never said, as after joining in a room; else nothing. */
export function OwnOrganisation({ className }: { className?: string | undefined }) {
  const { t } = useTranslation('workspaces');
  const { queries } = useBackend();
  const { data } = useQuery(queries.records.list.queryOptions({ input: { kind: 'workspace' } }));
  const [filling, setFilling] = useState(false);
  const id = useId();
  if (!data?.[0] || ownPartnerIdOf(data) !== null) return null;
  return (
    <section aria-labelledby={id} className={className}>
      <Title order={2} id={id} mb={4}>
        {t('own.title')}
      </Title>
      <Text size="sm" c="var(--text-muted)" maw={680} mb="md">
        {t('own.hint')}
      </Text>
      {filling ? (
        <Fields onCancel={() => setFilling(false)} />
      ) : (
        <Button onClick={() => setFilling(true)}>{t('own.fill')}</Button>
      )}
    </section>
  );
}

function Fields({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('workspaces');
  const { client } = useBackend();
  const [draft, setDraft] = useState<OrganisationDraft>(emptyPartnershipDraft);
  const [submitted, setSubmitted] = useState(false);
  const save = async () => {
    setSubmitted(true);
    const organisation = organisationOf(draft);
    if (organisation) await client.workspaces.setOwnOrganisation({ organisation });
  };
  return (
    <ActionForm
      label={t('own.title')}
      submit={t('own.save')}
      onSubmit={save}
      onCancel={onCancel}
      maxWidth={680}
    >
      <div className={classes.fields}>
        <OrganisationFields
          draft={draft}
          problems={submitted ? organisationProblems(draft) : {}}
          onChange={(patch) => setDraft((before) => ({ ...before, ...patch }))}
        />
      </div>
    </ActionForm>
  );
}
