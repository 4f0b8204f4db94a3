import { Popover, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explained } from '../../../shared/domain/figures/explained.ts';
import { Explanation, type SubjectNames } from './explanation.tsx';
import classes from './figures.module.css';

export interface WhyNumberProps {
  figure: Explained;
  /** The number as it stands on the page. */
  text: string;
  /** What the number is, for screen readers; the formula's name by default. */
  label?: string;
  names: SubjectNames;
  /** Figures that this one is made of. */
  more?: readonly Explained[];
}

/** A number that tells how it came about when it is pressed. */
export function WhyNumber({ figure, text, label, names, more = [] }: WhyNumberProps) {
  const { t } = useTranslation('figures');
  const [opened, setOpened] = useState(false);
  const name = label ?? t(`formula.${figure.formula}.name`);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={400}
      withArrow
      trapFocus
      returnFocus
      shadow="md"
      transitionProps={{ duration: 80 }}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.why}
          title={t('why')}
          aria-label={`${name}: ${figure.value === null ? t('notEnoughData') : text}. ${t('why')}`}
          onClick={(event) => {
            event.stopPropagation();
            setOpened((now) => !now);
          }}
        >
          {text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown
        className={classes.explanation}
        aria-label={`${t('why')}: ${name}`}
        onClick={(event) => event.stopPropagation()}
        tabIndex={0}
        data-autofocus
      >
        {[figure, ...more].map((part, index) => (
          <Explanation key={index} figure={part} names={names} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
