import type { MenuItemConstructorOptions } from 'electron';

import type { MenuCommand } from '../../shared/kernel/shell.ts';
import type { Texts } from './texts.ts';

type Item = MenuItemConstructorOptions;
type Menu = Item & { label: string };
const separator: Item = { type: 'separator' };

export interface MenuActions {
  newWindow(): void;
  /** Passes the command to the focused window; opens one first if there is none. */
  command(command: MenuCommand): void;
}

/**
 * The application menu in the language of `texts`. `developer` adds the page inspector. The ampersand
 * before an access key is taken out on macOS, which has none and would show it.
 */
export function menuTemplate(
  texts: Texts,
  actions: MenuActions,
  platform: NodeJS.Platform,
  developer: boolean,
): Item[] {
  const isMac = platform === 'darwin';
  const menus = [
    ...(isMac ? [appMenu(texts, actions)] : []),
    fileMenu(texts, actions, isMac),
    editMenu(texts, actions),
    viewMenu(texts, developer),
    windowMenu(texts),
    helpMenu(texts, actions, isMac),
  ];
  return menus.map((menu) => ({ ...menu, label: isMac ? menu.label.replace('&', '') : menu.label }));
}

function appMenu(texts: Texts, actions: MenuActions): Menu {
  return {
    id: 'app',
    label: texts('appName'),
    submenu: [
      { id: 'about', label: texts('menuAbout'), role: 'about' },
      separator,
      command(texts('menuSettings'), actions, 'settings', 'CmdOrCtrl+,'),
      separator,
      { label: texts('menuServices'), role: 'services' },
      separator,
      { label: texts('menuHide'), role: 'hide' },
      { label: texts('menuHideOthers'), role: 'hideOthers' },
      { label: texts('menuShowAll'), role: 'unhide' },
      separator,
      { id: 'quit', label: texts('menuQuit'), role: 'quit' },
    ],
  };
}

function fileMenu(texts: Texts, actions: MenuActions, isMac: boolean): Menu {
  return {
    id: 'file',
    label: texts('menuFile'),
    submenu: [
      {
        id: 'newWindow',
        label: texts('menuNewWindow'),
        accelerator: 'CmdOrCtrl+N',
        click: () => actions.newWindow(),
      },
      command(texts('menuOpenFile'), actions, 'openFile', 'CmdOrCtrl+O'),
      separator,
      ...(isMac ? [] : [command(texts('menuSettings'), actions, 'settings', 'CmdOrCtrl+,'), separator]),
      { id: 'closeWindow', label: texts('menuCloseWindow'), role: 'close' },
      ...(isMac ? [] : [{ id: 'quit', label: texts('menuQuit'), role: 'quit' as const }]),
    ],
  };
}

function editMenu(texts: Texts, actions: MenuActions): Menu {
  return {
    id: 'edit',
    label: texts('menuEdit'),
    submenu: [
      { id: 'undo', label: texts('menuUndo'), role: 'undo' },
      { id: 'redo', label: texts('menuRedo'), role: 'redo' },
      separator,
      { id: 'cut', label: texts('menuCut'), role: 'cut' },
      { id: 'copy', label: texts('menuCopy'), role: 'copy' },
      { id: 'paste', label: texts('menuPaste'), role: 'paste' },
      { id: 'pastePlain', label: texts('menuPastePlain'), role: 'pasteAndMatchStyle' },
      { id: 'selectAll', label: texts('menuSelectAll'), role: 'selectAll' },
      separator,
      // The page answers Ctrl K itself; the menu only shows the key.
      { ...command(texts('menuSearch'), actions, 'search', 'CmdOrCtrl+K'), registerAccelerator: false },
    ],
  };
}

function viewMenu(texts: Texts, developer: boolean): Menu {
  return {
    id: 'view',
    label: texts('menuView'),
    submenu: [
      { id: 'actualSize', label: texts('menuActualSize'), role: 'resetZoom' },
      { id: 'zoomIn', label: texts('menuZoomIn'), role: 'zoomIn' },
      { id: 'zoomOut', label: texts('menuZoomOut'), role: 'zoomOut' },
      separator,
      { id: 'fullScreen', label: texts('menuFullScreen'), role: 'togglefullscreen' },
      ...(developer ? [separator, { id: 'developer', role: 'toggleDevTools' as const }] : []),
    ],
  };
}

function windowMenu(texts: Texts): Menu {
  return {
    id: 'window',
    label: texts('menuWindow'),
    role: 'window',
    submenu: [{ id: 'minimise', label: texts('menuMinimise'), role: 'minimize' }],
  };
}

function helpMenu(texts: Texts, actions: MenuActions, isMac: boolean): Menu {
  return {
    id: 'help',
    label: texts('menuHelp'),
    role: 'help',
    submenu: [
      command(texts('menuShortcuts'), actions, 'shortcuts'),
      ...(isMac ? [] : [separator, { id: 'about', label: texts('menuAbout'), role: 'about' as const }]),
    ],
  };
}

function command(label: string, actions: MenuActions, name: MenuCommand, accelerator?: string): Item {
  return { id: name, label, click: () => actions.command(name), ...(accelerator ? { accelerator } : {}) };
}
