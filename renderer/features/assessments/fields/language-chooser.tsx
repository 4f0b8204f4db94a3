import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../../shared/domain/model/text.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { contentLanguages, useLanguageNames } from '../data/language-names.ts';
import classes from './fields.module.css';

export interface LanguageChooserProps {
  text: LocalizedText;
  /** Language that new text is written in. */
  language: string;
  shown: string;
  label: string;
  onChoose: (language: string) => void;
}

/** Which language version of a text is shown; languages that have one carry a tick. */
export function LanguageChooser({ text, language, shown, label, onChoose }: LanguageChooserProps) {
  const { t } = useTranslation('assessments');
  const nameOf = useLanguageNames();
  const formats = useFormats();
  const written = Object.keys(text).filter((tag) => text[tag]);
  const first = [...new Set([language, ...written])];
  const others = contentLanguages
    .filter((tag) => !first.includes(tag))
    .toSorted((left, right) => formats.compare(nameOf(left), nameOf(right)));
  const mark = shown.toUpperCase() + (written.length > 1 ? ` · ${written.length}` : '');
  const item = (tag: string) => (
    <Menu.Item
      key={tag}
      onClick={() => onChoose(tag)}
      aria-current={tag === shown || undefined}
      rightSection={text[tag] ? <IconCheck size={14} aria-label={t('text.hasText')} /> : null}
    >
      {nameOf(tag)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={12} aria-hidden />}
          aria-label={`${mark} ${t('text.languageOf', { label, language: nameOf(shown) })}`}
          title={t('text.language')}
        >
          {mark}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.languages}>
        {first.map(item)}
        <Menu.Divider />
        <Menu.Label>{t('text.addLanguage')}</Menu.Label>
        {others.map(item)}
      </Menu.Dropdown>
    </Menu>
  );
}
