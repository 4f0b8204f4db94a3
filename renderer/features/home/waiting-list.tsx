import { Title } from '@mantine/core';
import { IconMessage2, IconPencil, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanRow } from '../../../shared/contract/plans.ts';
import { useFormats } from '../../i18n/formats.ts';
import classes from './home.module.css';

/** More than these and the list no longer helps to begin. */
const shown = 6;

/** Chapters that this organisation writes: the empty ones, and those with suggestions to decide. */
export function WaitingList({ plans, ownPartnerId }: { plans: PlanRow[]; ownPartnerId: string | null }) {
  const { t } = useTranslation('home');
  const own = plans.flatMap((plan) =>
    plan.waiting
      .filter(({ ownerPartnerId }) => ownerPartnerId === ownPartnerId)
      .map((chapter) => ({ plan, chapter })),
  );
  // A decision that others wait for comes before an empty page.
  const sorted = own.toSorted((left, right) => right.chapter.suggestions - left.chapter.suggestions);
  if (sorted.length === 0) return null;
  return (
    <Section id="home-waiting" title={t('waiting.title')}>
      {sorted.slice(0, shown).map(({ plan, chapter }) => (
        <Row
          key={`${plan.id}/${chapter.key}`}
          planId={plan.id}
          chapter={chapter.key}
          icon={chapter.suggestions > 0 ? <IconMessage2 {...icon} /> : <IconPencil {...icon} />}
          what={`${chapter.number} ${chapter.title}`.trim()}
          where={plan.title}
          why={
            chapter.suggestions > 0
              ? t('waiting.suggestions', { count: chapter.suggestions })
              : t('waiting.empty')
          }
        />
      ))}
      {sorted.length > shown && (
        <li className={classes.more}>{t('waiting.more', { count: sorted.length - shown })}</li>
      )}
    </Section>
  );
}

/** Plans that others have worked on and nobody here has opened since. */
export function UnseenList({ plans }: { plans: PlanRow[] }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const unseen = plans
    .flatMap((plan) => (plan.unseenSince === null ? [] : [{ plan, at: plan.unseenSince }]))
    .toSorted((left, right) => right.at - left.at);
  if (unseen.length === 0) return null;
  return (
    <Section id="home-unseen" title={t('unseen.title')}>
      {unseen.slice(0, shown).map(({ plan, at }) => (
        <Row
          key={plan.id}
          planId={plan.id}
          icon={<IconUsers {...icon} />}
          what={plan.title}
          where=""
          why={t('unseen.changed', { when: formats.dateTime(at) })}
        />
      ))}
    </Section>
  );
}

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} mb="sm">
        {title}
      </Title>
      <ul className={classes.tasks}>{children}</ul>
    </section>
  );
}

interface RowProps {
  planId: string;
  chapter?: string;
  icon: ReactNode;
  what: string;
  where: string;
  why: string;
}

function Row({ planId, chapter, icon: mark, what, where, why }: RowProps) {
  return (
    <li>
      <Link
        to="/plans/$planId"
        params={{ planId }}
        search={chapter === undefined ? {} : { chapter }}
        className={classes.task}
      >
        {mark}
        <span className={classes.what}>{what}</span>
        <span className={classes.where}>{where}</span>
        <span className={classes.why}>{why}</span>
      </Link>
    </li>
  );
}
