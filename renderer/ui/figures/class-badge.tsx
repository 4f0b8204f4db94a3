import { Tooltip } from '@mantine/core';
import { IconEye, IconFlag, IconSearch, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GapClass } from '../../../shared/domain/assessment-bundle.ts';
import { noValue } from '../../i18n/formats.ts';
import classes from './figures.module.css';

const icons = { act: IconFlag, verifyFirst: IconSearch, maintain: IconShieldCheck, watch: IconEye };

/** What a gap asks for: icon and word. */
export function ClassBadge({ value }: { value: GapClass | null }) {
  const { t } = useTranslation('figures');
  if (!value) return <span aria-label={t('notEnoughData')}>{noValue}</span>;
  const Icon = icons[value];
  return (
    <Tooltip label={t(`classHelp.${value}`)}>
      <span className={classes.gapClass} data-class={value}>
        <Icon size={14} aria-hidden />
        {t(`class.${value}`)}
      </span>
    </Tooltip>
  );
}
