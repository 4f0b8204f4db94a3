import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { SettingsSection } from './settings-section.tsx';

const maxNameLength = 80;

/** The name that others see; stored when the field is left or by Enter. */
export function PersonSettings({ displayName }: { displayName: string }) {
  const { t } = useTranslation(['settings', 'common']);
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const [name, setName] = useState(displayName);
  const [saved, setSaved] = useState(false);
  const save = async () => {
    if (name.trim() === displayName) return;
    try {
      const profile = await client.profile.update({ displayName: name });
      setName(profile.displayName);
      setSaved(true);
    } catch (error) {
      showFailure(error);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) void save();
    if (event.key === 'Escape') setName(displayName);
  };
  return (
    <SettingsSection title={t('person')}>
      <TextInput
        maw={480}
        label={t('displayName')}
        description={t('displayNameHint')}
        maxLength={maxNameLength}
        value={name}
        rightSectionWidth={110}
        rightSection={<span role="status">{saved && name === displayName ? t('common:saved') : ''}</span>}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setSaved(false);
        }}
        onBlur={() => void save()}
        onKeyDown={onKeyDown}
      />
    </SettingsSection>
  );
}
