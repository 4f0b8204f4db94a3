import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MetMember, MetSuggestions } from '../../../../shared/documents/met-suggestions.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useUndoNotice } from '../../../ui/use-undo-notice.tsx';
import { useAuthorName } from './use-author-name.ts';
import type { MetChoices } from './use-suggestions.ts';
import classes from './suggestions.module.css';

export interface MetListProps {
  /** Of one chapter. */
  met: readonly MetSuggestions[];
  /** Undefined where one may read only. */
  choose: MetChoices | undefined;
}

/** Different suggestions for the same words that were accepted apart: somebody chooses between their words. */
export function MetList({ met, choose }: MetListProps) {
  const { t } = useTranslation('plans');
  if (met.length === 0) return null;
  return (
    <section aria-label={t('met.title')}>
      <Title order={3}>{t('met.title')}</Title>
      <Stack component="ul" gap="sm" mt="xs" className={classes.list}>
        {met.map((group) => (
          <Met key={group.key} group={group} choose={choose} />
        ))}
      </Stack>
    </section>
  );
}

function Met({ group, choose }: { group: MetSuggestions; choose: MetChoices | undefined }) {
  const { t } = useTranslation('plans');
  const { run } = useAction(useFailureNotice());
  const offerUndo = useUndoNotice();
  const { key, gone, members } = group;
  const keep = ({ id }: MetMember) =>
    run(() => {
      const undo = choose?.keepOne(key, id);
      if (undo && !gone) offerUndo(t('met.kept'), async () => undo());
    });
  return (
    <li className={classes.suggestion}>
      <Text size="sm">{t(gone ? 'met.goneHint' : 'met.hint')}</Text>
      <ul className={classes.members}>
        {members.map((member) => (
          <Member key={member.id} member={member} gone={gone} keep={choose && (() => keep(member))} />
        ))}
      </ul>
      {choose && (
        <Button size="compact-sm" variant="subtle" onClick={() => run(() => choose.keepTogether(key))}>
          {t('met.leave')}
        </Button>
      )}
    </li>
  );
}

function Member(props: { member: MetMember; gone: boolean; keep: (() => void) | undefined }) {
  const { member, gone, keep } = props;
  const { t } = useTranslation('plans');
  const author = useAuthorName(member.author);
  const words = member.words === '' ? t('suggestions.strike') : member.words;
  const label = t(gone ? 'met.putBack' : 'met.keep');
  return (
    <li>
      <Text size="xs" c="var(--text-muted)">
        {member.proposed ? t('met.suggestedBy', { name: author }) : t('met.before')}
      </Text>
      <p className={classes.change}>{words}</p>
      {keep && member.mayStayAlone && (
        <Group>
          <Button size="compact-sm" aria-label={`${label}: ${words}`} onClick={keep}>
            {label}
          </Button>
        </Group>
      )}
    </li>
  );
}
