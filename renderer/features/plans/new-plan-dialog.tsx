import { Checkbox, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlanTemplateKey, planTemplateKeys } from '../../../shared/contract/plans.ts';
import { findPlanTemplate, planTemplates } from '../../../shared/documents/templates/catalogue.ts';
import { interfaceLanguages } from '../../../shared/kernel/languages.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { ActionForm } from '../../ui/action-form.tsx';
import { languageName } from '../../i18n/language-name.ts';

/** Chooses template and language. The same choice on two laptops gives one shared plan. */
export function NewPlanDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['plans', 'common']);
  const { language: interfaceLanguage } = useFormats();
  const { client } = useBackend();
  const navigate = useNavigate();
  const [templateKey, setTemplateKey] = useState<PlanTemplateKey>(planTemplateKeys[0]);
  const [language, setLanguage] = useState<(typeof interfaceLanguages)[number]>(interfaceLanguage);
  const [another, setAnother] = useState(false);

  const create = async () => {
    const title = findPlanTemplate(templateKey)?.title[language] ?? templateKey;
    const opId = crypto.randomUUID();
    const { id } = await client.plans.create({ opId, templateKey, language, another, title });
    onClose();
    await navigate({ to: '/plans/$planId', params: { planId: id }, search: {} });
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('plans:newTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ActionForm submit={t('plans:create')} onSubmit={create} onCancel={onClose}>
        <Radio.Group
          label={t('plans:template')}
          value={templateKey}
          onChange={(value) => setTemplateKey(planTemplateKeys.find((key) => key === value) ?? templateKey)}
        >
          <Stack gap="xs" mt="xs">
            {planTemplates.map((template) => (
              <Radio
                key={template.key}
                value={template.key}
                label={template.title[interfaceLanguage]}
                description={template.description[interfaceLanguage]}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Select
          label={t('plans:language')}
          description={t('plans:languageHint')}
          value={language}
          data={interfaceLanguages.map((value) => ({
            value,
            label: languageName(value, interfaceLanguage),
          }))}
          onChange={(value) => value && setLanguage(value)}
        />
        <Checkbox
          label={t('plans:another')}
          description={t('plans:anotherHint')}
          checked={another}
          onChange={(event) => setAnother(event.currentTarget.checked)}
        />
        {!another && (
          <Text size="sm" c="var(--text-muted)">
            {t('plans:sharedHint')}
          </Text>
        )}
      </ActionForm>
    </Modal>
  );
}
