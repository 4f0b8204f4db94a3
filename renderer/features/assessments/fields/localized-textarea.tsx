import { Group, Text, Textarea } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LocalizedText, longestText } from '../../../../shared/domain/model/text.ts';
import { maxTextCharacters } from '../../../../shared/domain/model/parts.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useAutosaveField } from '../../../ui/use-autosave-field.ts';
import { LanguageChooser } from './language-chooser.tsx';
import classes from './fields.module.css';

export interface LocalizedTextareaProps {
  /** Names the stored field over all records: a draft belongs to it. */
  fieldKey: string;
  label: string;
  /** Hides the label from sight where a heading says the same. */
  labelHidden?: boolean;
  description?: string;
  placeholder?: string;
  text: LocalizedText;
  /** Language that new text is written in. */
  language: string;
  /** Text that counts as enough, in characters; 0 for no hint. */
  enoughCharacters?: number;
  minRows?: number;
  maxRows?: number;
  readOnly?: boolean;
  onSave: (language: string, text: string) => Promise<unknown>;
}

/** A text that can be written in several languages; it grows, saves itself and shows one language at a time. */
export function LocalizedTextarea(props: LocalizedTextareaProps) {
  const { text, language, label, fieldKey, labelHidden = false } = props;
  const id = useId();
  const [chosen, setChosen] = useState<string | undefined>();
  const shown = chosen ?? languageToShow(text, language);
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Text
          component="label"
          htmlFor={id}
          size="sm"
          fw={500}
          className={labelHidden ? classes.hidden : undefined}
        >
          {label}
        </Text>
        <LanguageChooser text={text} language={language} shown={shown} label={label} onChoose={setChosen} />
      </Group>
      <OneLanguage key={`${fieldKey}/${shown}`} {...props} id={id} shown={shown} />
    </div>
  );
}

/** The writing language, unless only another one has a text. */
export function languageToShow(text: LocalizedText, language: string): string {
  if (text[language]) return language;
  return (
    Object.keys(text)
      .toSorted()
      .find((tag) => text[tag]) ?? language
  );
}

function OneLanguage(props: LocalizedTextareaProps & { id: string; shown: string }) {
  const { text, shown, readOnly = false, enoughCharacters = 0 } = props;
  const field = useAutosaveField({
    value: text[shown] ?? '',
    save: (value) => props.onSave(shown, value),
  });
  const written = Math.max(longestText(text), field.value.trim().length);
  return (
    <>
      <Textarea
        id={props.id}
        lang={shown}
        spellCheck
        autosize
        minRows={props.minRows ?? 3}
        maxRows={props.maxRows ?? 18}
        maxLength={maxTextCharacters}
        value={field.value}
        readOnly={readOnly}
        placeholder={readOnly ? undefined : props.placeholder}
        description={props.description}
        onChange={(event) => field.change(event.currentTarget.value)}
        onBlur={field.blur}
      />
      {enoughCharacters > 0 && !readOnly && <CharacterHint written={written} enough={enoughCharacters} />}
    </>
  );
}

/** How much is missing until the text counts as written; afterwards how long it is. */
function CharacterHint({ written, enough }: { written: number; enough: number }) {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const key = written >= enough ? 'text.enough' : 'text.missing';
  return (
    <Text size="xs" c="var(--text-muted)" mt={4}>
      {t(key, { count: written >= enough ? written : enough - written, enough: formats.integer(enough) })}
    </Text>
  );
}
