import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RoomPerson } from '../../../shared/contract/room.ts';
import { useFormats } from '../../i18n/formats.ts';

export interface PeopleListProps {
  people: readonly RoomPerson[];
  ownId?: string;
  /** Says of each whether the partnership knows it. */
  knowsMembers?: boolean;
}

/** Who is in the room, and what their laptops still have to send. */
export function PeopleList({ people, ownId, knowsMembers = false }: PeopleListProps) {
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
          <Table.Th scope="col">{t('people.may')}</Table.Th>
          <Table.Th scope="col" ta="end">
            {t('people.unsent')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.id}>
            <Table.Td>
              {nameOf(person)}
              {knowsMembers && <Standing person={person} />}
            </Table.Td>
            <Table.Td>
              {person.here ? t('people.here') : t('people.away', { since: formats.dateTime(person.seenAt) })}
            </Table.Td>
            <Table.Td>{t(`people.role.${person.role}`)}</Table.Td>
            <Table.Td ta="end">
              {person.unsent === 0 ? t('people.nothingUnsent') : formats.integer(person.unsent)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Names are a free choice: what the partnership knows is said beside, where it differs. */
function Standing({ person }: { person: RoomPerson }) {
  const { t } = useTranslation('room');
  if (person.memberName === person.name) return null;
  return (
    <Text size="xs" c="var(--text-muted)">
      {person.memberName === null ? t('people.notMember') : t('people.knownAs', { name: person.memberName })}
    </Text>
  );
}
