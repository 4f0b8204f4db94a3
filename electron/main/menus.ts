import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';

import { type MenuActions, menuTemplate } from './menu-template.ts';
import type { Texts } from './texts.ts';

/** The native menus. */
export function createMenus(actions: MenuActions, developer: boolean) {
  return {
    setLanguage(texts: Texts): void {
      Menu.setApplicationMenu(
        Menu.buildFromTemplate(menuTemplate(texts, actions, process.platform, developer)),
      );
    },
    showContextMenu(template: MenuItemConstructorOptions[], window: BrowserWindow): void {
      if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
    },
  };
}
