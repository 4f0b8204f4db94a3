import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

/** The shell's menu item "Settings" opens that screen. */
export function useMenuNavigation(): void {
  const navigate = useNavigate();
  useEffect(
    () =>
      window.workbenchShell?.onMenuCommand((command) => {
        if (command === 'settings') void navigate({ to: '/settings' });
      }),
    [navigate],
  );
}
