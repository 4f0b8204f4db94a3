import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RoomPerson } from '../../../shared/contract/room.ts';
import { useFormats } from '../../i18n/formats.ts';

/** Who is in the room, and what their laptops still have to send. */
export function PeopleList({ people, ownId }: { people: readonly RoomPerson[]; ownId?: string }) {
  const { t } = useTranslation('room');
  const formats = useFormats();
  if (people.length === 0) {
    return (
      <Text size="sm" c="var(--text-muted)">
        {t('people.nobody')}
      </Text>
    );
  }
  const nameOf = (person: RoomPerson) => {
    const name = person.name === '' ? t('people.noName') : person.name;
    return person.id === ownId ? t('people.you', { name }) : name;
  };
  return (
    <Table maw={720} aria-label={t('people.table')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('people.name')}</Table.Th>
          <Table.Th scope="col">{t('people.state')}</Table.Th>
          <Table.Th scope="col" ta="end">
            {t('people.unsent')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.id}>
            <Table.Td>{nameOf(person)}</Table.Td>
            <Table.Td>
              {person.here ? t('people.here') : t('people.away', { since: formats.dateTime(person.seenAt) })}
            </Table.Td>
            <Table.Td ta="end">
              {person.unsent === 0 ? t('people.nothingUnsent') : formats.integer(person.unsent)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
