import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DocumentSync, SyncStatus } from '../../../shared/contract/plans.ts';
import { useFormats } from '../../i18n/formats.ts';

/** One row per document: on this laptop, in the room, on the server. */
export function PlacesTable({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const plans = status.documents.toSorted((left, right) => formats.compare(left.title, right.title));
  const commons = status.commons ? [{ ...status.commons, title: t('safe.listOfPlans') }] : [];
  return (
    <Table.ScrollContainer minWidth={720} data-print-whole>
      <Table aria-label={t('safe.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('document')}</Table.Th>
            <Table.Th scope="col">{t('safe.laptop')}</Table.Th>
            <Table.Th scope="col">{t('safe.room')}</Table.Th>
            <Table.Th scope="col">{t('safe.server')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...plans, ...commons].map((document) => (
            <Table.Tr key={document.documentId}>
              <Table.Th scope="row" fw={500}>
                {document.title}
              </Table.Th>
              <Table.Td>{t('safe.saved')}</Table.Td>
              <Table.Td>
                <PlaceCell
                  state={t(`safe.roomState.${document.room.state}`)}
                  waiting={document.room.unconfirmedChanges}
                  confirmedAt={document.room.lastConfirmedAt}
                  isUsed={document.room.state !== 'none' && document.room.state !== 'hosted'}
                />
              </Table.Td>
              <Table.Td>
                <ServerCell document={document} relay={status.relay} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ServerCell({ document, relay }: { document: DocumentSync; relay: SyncStatus['relay'] }) {
  const { t } = useTranslation('sync');
  return (
    <PlaceCell
      state={relay === 'none' ? t('safe.serverState.none') : t(`state.${document.state}`)}
      waiting={document.unconfirmedChanges}
      confirmedAt={document.lastConfirmedAt}
      isUsed={relay !== 'none'}
    />
  );
}

interface PlaceCellProps {
  state: string;
  waiting: number;
  confirmedAt: number | null;
  /** False: there is nothing that could confirm, so that nothing waits either. */
  isUsed: boolean;
}

function PlaceCell({ state, waiting, confirmedAt, isUsed }: PlaceCellProps) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const confirmed =
    confirmedAt === null
      ? t('safe.neverConfirmed')
      : t('safe.lastConfirmed', { when: formats.dateTime(confirmedAt) });
  return (
    <>
      <Text size="sm">
        {isUsed && waiting > 0 ? `${state}: ${t('safe.waitingHere', { count: waiting })}` : state}
      </Text>
      {(isUsed || confirmedAt !== null) && (
        <Text size="xs" c="var(--text-muted)">
          {confirmed}
        </Text>
      )}
    </>
  );
}
