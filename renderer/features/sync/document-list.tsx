import { ScrollArea, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DocumentSync } from '../../../shared/contract/plans.ts';
import { useFormats } from '../../i18n/formats.ts';
import { shownPlace } from '../../ui/sync/shown-place.ts';
import classes from './sync.module.css';

/** What needs a look stands first. */
const order: readonly DocumentSync['state'][] = ['refused', 'waiting', 'sending', 'local', 'confirmed'];

export function DocumentList({ documents }: { documents: readonly DocumentSync[] }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const shown = documents.map((document) => ({ ...document, place: shownPlace(document) }));
  const sorted = shown.toSorted(
    (left, right) =>
      order.indexOf(left.place.state) - order.indexOf(right.place.state) ||
      formats.compare(left.title, right.title),
  );
  return (
    <ScrollArea.Autosize mah={320} type="auto" data-print-whole>
      <Table aria-label={t('title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('document')}</Table.Th>
            <Table.Th scope="col">{t('stateHeader')}</Table.Th>
            <Table.Th scope="col" ta="end">
              {t('waitingHeader')}
            </Table.Th>
            <Table.Th scope="col">{t('confirmedHeader')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map(({ place, ...document }) => (
            <Table.Tr key={document.documentId}>
              <Table.Td>{document.title}</Table.Td>
              <Table.Td>
                <State document={document} text={t(place.text)} />
              </Table.Td>
              <Table.Td ta="end">{formats.integer(place.unconfirmedChanges)}</Table.Td>
              <Table.Td className={classes.one}>
                {place.lastConfirmedAt === null ? t('never') : formats.dateTime(place.lastConfirmedAt)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

/** Refused for a reason that the person can know: what they may do in this document. */
function State({ document, text }: { document: DocumentSync; text: string }) {
  const { t } = useTranslation(['sync', 'membership']);
  const { state, readOnly, unconfirmedChanges } = document;
  if (readOnly === null) return <span className={classes.one}>{text}</span>;
  const kept = unconfirmedChanges > 0 ? t('membership:notAccepted') : t('state.local');
  return (
    <>
      <span className={classes.one}>{state === 'refused' ? kept : text}</span>
      <Text size="xs" c="var(--text-muted)">
        {t(`membership:shortReason.${readOnly}`)}
      </Text>
    </>
  );
}
