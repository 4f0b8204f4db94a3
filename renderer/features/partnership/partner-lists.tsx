import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PartnerDraft, RegionDraft } from './partner-draft.ts';
import classes from './partnership.module.css';

const statuses = ['member', 'preAccession', 'neighbourhood'] as const;
const maxStatuses = 10;
const maxRegions = 50;

interface EuStatusFieldsProps {
  value: PartnerDraft['euStatus'];
  onChange: (value: PartnerDraft['euStatus']) => void;
}

/** The EU status over time: each from a day on. */
export function EuStatusFields({ value, onChange }: EuStatusFieldsProps) {
  const { t } = useTranslation('partnership');
  const replace = (index: number, patch: Partial<PartnerDraft['euStatus'][number]>) =>
    onChange(value.map((line, at) => (at === index ? { ...line, ...patch } : line)));
  return (
    <fieldset className={`${classes.group} ${classes.whole}`}>
      <legend>{t('field.euStatus')}</legend>
      {value.map((line, index) => (
        <div key={index} className={classes.line}>
          <Select
            aria-label={t('field.status')}
            data={statuses.map((status) => ({ value: status, label: t(`euStatus.${status}`) }))}
            value={line.status}
            onChange={(next) =>
              replace(index, { status: statuses.find((status) => status === next) ?? line.status })
            }
          />
          <TextInput
            type="date"
            w={170}
            aria-label={t('field.statusFrom')}
            value={line.from ?? ''}
            onChange={(event) => replace(index, { from: event.currentTarget.value || null })}
          />
          <RemoveLine
            label={t('removeStatus')}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {value.length < maxStatuses && (
        <AddLine
          label={t('addStatus')}
          onClick={() => onChange([...value, { status: 'member', from: null }])}
        />
      )}
    </fieldset>
  );
}

interface RegionFieldsProps {
  value: readonly RegionDraft[];
  problem: (key: string) => string | undefined;
  onChange: (value: RegionDraft[]) => void;
}

/** The regions an organisation works for. Taking one off the list does not remove the region's record. */
export function RegionFields({ value, problem, onChange }: RegionFieldsProps) {
  const { t } = useTranslation('partnership');
  const replace = (key: string, patch: Partial<RegionDraft>) =>
    onChange(value.map((region) => (region.key === key ? { ...region, ...patch } : region)));
  return (
    <fieldset className={`${classes.group} ${classes.whole}`}>
      <legend>{t('regions')}</legend>
      {value.map((region) => (
        <div key={region.key} className={classes.line}>
          <TextInput
            aria-label={t('field.regionName')}
            placeholder={t('field.regionName')}
            maxLength={200}
            value={region.name}
            onChange={(event) => replace(region.key, { name: event.currentTarget.value })}
          />
          <TextInput
            w={170}
            aria-label={t('nuts')}
            placeholder={t('nuts')}
            maxLength={5}
            value={region.nutsCode}
            error={problem(region.key)}
            onChange={(event) => replace(region.key, { nutsCode: event.currentTarget.value })}
          />
          <RemoveLine
            label={t('removeRegion', { name: region.name || region.nutsCode })}
            onClick={() => onChange(value.filter(({ key }) => key !== region.key))}
          />
        </div>
      ))}
      {value.length < maxRegions && (
        <AddLine
          label={t('addRegion')}
          onClick={() => onChange([...value, { key: crypto.randomUUID(), id: null, name: '', nutsCode: '' }])}
        />
      )}
    </fieldset>
  );
}

function RemoveLine({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon aria-label={label} title={label} size={36} onClick={onClick}>
      <IconTrash size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

function AddLine({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      mt={8}
      size="xs"
      variant="subtle"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
