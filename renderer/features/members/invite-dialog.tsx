import { Button, CopyButton, Group, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberRoles, type NewInvite } from '../../../shared/contract/membership.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { ActionForm } from '../../ui/action-form.tsx';
import classes from './members.module.css';

const mostDays = 366;
const mostUses = 1000;

/** Makes a code, then shows it: this one time. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['membership', 'common']);
  const [made, setMade] = useState<NewInvite>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inviteTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      closeOnClickOutside={false}
    >
      {made ? (
        <MadeInvite made={made} onClose={onClose} />
      ) : (
        <InviteForm onMade={setMade} onClose={onClose} />
      )}
    </Modal>
  );
}

function InviteForm({ onMade, onClose }: { onMade: (made: NewInvite) => void; onClose: () => void }) {
  const { t } = useTranslation('membership');
  const { client } = useBackend();
  const [role, setRole] = useState<(typeof memberRoles)[number]>('editor');
  const [partner, setPartner] = useState('');
  const [days, setDays] = useState(14);
  const [uses, setUses] = useState(1);
  const create = async () => {
    const input = { role, partner: partner.trim() || null, expiresInDays: days, maxUses: uses };
    onMade(await client.membership.createInvite(input));
  };
  return (
    <ActionForm submit={t('inviteCreate')} onSubmit={create} onCancel={onClose}>
      <Select
        label={t('inviteRole')}
        description={t(`roleMay.${role}`)}
        data={memberRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={role}
        allowDeselect={false}
        data-autofocus
        onChange={(value) => setRole(memberRoles.find((known) => known === value) ?? role)}
      />
      <TextInput
        label={t('invitePartner')}
        description={t('invitePartnerHint')}
        maxLength={160}
        value={partner}
        onChange={(event) => setPartner(event.currentTarget.value)}
      />
      <Group grow align="flex-end">
        <WholeNumber label={t('inviteDays')} value={days} most={mostDays} onChange={setDays} />
        <WholeNumber label={t('inviteUses')} value={uses} most={mostUses} onChange={setUses} />
      </Group>
    </ActionForm>
  );
}

interface WholeNumberProps {
  label: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}

/** From 1 up; what is typed beyond the limits goes to the nearest. */
function WholeNumber({ label, value, most, onChange }: WholeNumberProps) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={value}
      onChange={(next) => onChange(typeof next === 'number' && next >= 1 ? next : 1)}
    />
  );
}

function MadeInvite({ made, onClose }: { made: NewInvite; onClose: () => void }) {
  const { t } = useTranslation('membership');
  return (
    <Stack gap="md">
      <Text size="sm">{t('inviteReady')}</Text>
      <Copyable label={t('inviteCode')} copyLabel={t('copyCode')} value={made.code} large />
      <Copyable label={t('inviteLink')} copyLabel={t('copyLink')} value={made.link} />
      <Group justify="flex-end">
        <Button variant="filled" onClick={onClose}>
          {t('inviteDone')}
        </Button>
      </Group>
    </Stack>
  );
}

interface CopyableProps {
  label: string;
  copyLabel: string;
  value: string;
  large?: boolean;
}

function Copyable({ label, copyLabel, value, large = false }: CopyableProps) {
  const { t } = useTranslation('membership');
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {label}
      </Text>
      <Group gap="sm" wrap="nowrap" align="center">
        <Text className={classes.secret} data-large={large || undefined}>
          {value}
        </Text>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              className={classes.copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              aria-label={copyLabel}
              onClick={copy}
            >
              <span role="status">{copied ? t('copied') : copyLabel}</span>
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
