import { Badge } from '@mantine/core';
import { IconCircleCheck, IconLock, IconPencil, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';

export const statusIcons = {
  draft: IconPencil,
  teamAgreed: IconUsers,
  peerReviewed: IconCircleCheck,
  frozen: IconLock,
};

export function StatusBadge({ status }: { status: AssessmentListRow['status'] }) {
  const { t } = useTranslation('assessments');
  const Icon = statusIcons[status];
  return (
    <Badge
      variant="default"
      size="md"
      radius="sm"
      tt="none"
      fw={500}
      maw="100%"
      px={6}
      leftSection={<Icon size={13} aria-hidden />}
      title={t(`status.${status}`)}
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
