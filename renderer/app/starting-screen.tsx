import { Container, MantineProvider, Text, Title } from '@mantine/core';
import type { i18n } from 'i18next';
import type { Root } from 'react-dom/client';
import type { InterfaceLanguage } from '../../shared/kernel/languages.ts';
import { createTranslations } from '../i18n/catalogs.ts';
import { colourVariables, theme } from './theme.ts';

const slowAfterMs = 2500;

/**
 * Says that the backend has not answered when that takes longer than people wait before an empty
 * window. Returns what must be called before the app itself is drawn.
 */
export function showWhenSlow(root: Root, language: InterfaceLanguage): () => void {
  let waiting = true;
  const timer = setTimeout(() => {
    void createTranslations(language).then((translations) => {
      if (waiting) root.render(<StartingScreen translations={translations} />);
    });
  }, slowAfterMs);
  return () => {
    waiting = false;
    clearTimeout(timer);
  };
}

function StartingScreen({ translations }: { translations: i18n }) {
  const t = translations.getFixedT(null, 'common');
  return (
    <MantineProvider theme={theme} cssVariablesResolver={colourVariables} defaultColorScheme="auto">
      <Container size="xs" py={96} component="main">
        <Title order={1} mb="xs">
          {t('starting.title')}
        </Title>
        <Text c="var(--text-muted)" role="status">
          {t('starting.text')}
        </Text>
      </Container>
    </MantineProvider>
  );
}
