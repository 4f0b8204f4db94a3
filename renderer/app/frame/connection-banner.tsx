import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnectionState } from '../../api/backend-context.tsx';
import classes from './app-frame.module.css';

/** Tells that the backend went away, for as long as it is away. */
export function ConnectionBanner() {
  const { t } = useTranslation('common');
  const lost = useConnectionState() === 'lost';
  return (
    <div role="alert" className={classes.bannerPlace}>
      {lost && (
        <div className={classes.banner}>
          <IconAlertTriangle size={18} className={classes.bannerIcon} aria-hidden />
          {t('connectionLost')}
        </div>
      )}
    </div>
  );
}
