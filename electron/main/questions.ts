import type { BrowserWindow, Dialog } from 'electron';

import type { Texts } from './texts.ts';

type MessageBox = Pick<Dialog, 'showMessageBox'>;

/** True when the user leaves although `unsentCount` changes have not reached the others. */
export async function askToLeave(
  dialog: MessageBox,
  window: BrowserWindow,
  texts: Texts,
  unsentCount: number,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: texts('unsentMessage', { count: unsentCount }),
    detail: texts('unsentDetail'),
    buttons: [texts('unsentStay'), texts('unsentLeave')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

/** True when the backend, which died too often, is to be tried again; false ends the app. */
export async function askToRetryBackend(dialog: MessageBox, texts: Texts, log: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: texts('backendFailedMessage'),
    detail: texts('backendFailedDetail', { log }),
    buttons: [texts('backendFailedRetry'), texts('backendFailedQuit')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** True when a window whose page has crashed is to be opened again; false closes it. */
export async function askToReopenWindow(
  dialog: MessageBox,
  window: BrowserWindow,
  texts: Texts,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: texts('windowFailedMessage'),
    detail: texts('windowFailedDetail'),
    buttons: [texts('windowFailedReopen'), texts('windowFailedClose')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
