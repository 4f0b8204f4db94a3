import type { BrowserWindow, Dialog, MenuItemConstructorOptions } from 'electron';

import { contextMenuTemplate } from './context-menu.ts';
import { guardNavigation } from './navigation-guard.ts';
import { askToReopenWindow } from './questions.ts';
import type { Texts } from './texts.ts';

export interface WindowWiring {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  texts(): Texts;
  showContextMenu(template: MenuItemConstructorOptions[]): void;
  openExternally(link: string): void;
  /** The page is about to be replaced or has crashed. */
  pageGone(): void;
  report(what: string, error?: unknown): void;
}

/** Guards of a new window, its context menu, and what happens when its page crashes. */
export function wireWindow(window: BrowserWindow, wiring: WindowWiring): void {
  const contents = window.webContents;
  guardNavigation(contents, (link) => wiring.openExternally(link));
  // The shell asks about unsent work itself, in words; the page's own hold would block without any.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) wiring.pageGone();
  });
  contents.on('context-menu', (_event, parameters) => {
    wiring.showContextMenu(
      contextMenuTemplate(parameters, wiring.texts(), {
        replace: (word) => contents.replaceMisspelling(word),
        learn: (word) => void contents.session.addWordToSpellCheckerDictionary(word),
      }),
    );
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    wiring.pageGone();
    wiring.report(`A page ended: ${reason}`);
    void askToReopenWindow(wiring.dialog, window, wiring.texts()).then((reopen) => {
      if (window.isDestroyed()) return;
      if (reopen) contents.reload();
      else window.destroy();
    });
  });
}
