import type { BrowserWindowConstructorOptions } from 'electron';

import { originArgument, versionArgument } from '../../shared/kernel/shell.ts';
import { appOrigin } from './app-origin.ts';
import { minimumSize, type Rectangle } from './window-state.ts';

export interface WindowLooks {
  readonly bounds: Rectangle;
  readonly title: string;
  readonly dark: boolean;
  readonly preloadPath: string;
  readonly appVersion: string;
  readonly developer: boolean;
}

/** How every window is made. The first five web preferences are the wall between page and laptop. */
export function windowOptions(looks: WindowLooks): BrowserWindowConstructorOptions {
  return {
    ...looks.bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: looks.title,
    // The page's own ground, so that nothing flashes before it is drawn.
    backgroundColor: looks.dark ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: true,
      devTools: looks.developer,
      preload: looks.preloadPath,
      additionalArguments: [`${originArgument}${appOrigin}`, `${versionArgument}${looks.appVersion}`],
    },
  };
}
