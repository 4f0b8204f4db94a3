import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';

import { appOrigin } from './app-origin.ts';

type SenderEvent = Pick<IpcMainInvokeEvent | IpcMainEvent, 'senderFrame'>;

/** Only the app's own page, in the top frame of a window, may speak to the shell. */
export function isTrustedSender(event: SenderEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === appOrigin;
}

export interface Ipc {
  /** Answers a question. `parse` throws a TypeError for anything but well-formed arguments. */
  answer<Input, Output>(
    channel: string,
    parse: (input: unknown) => Input,
    work: (input: Input, sender: WebContents) => Promise<Output> | Output,
  ): void;
  /** Takes a notice. One that is malformed or from elsewhere is reported and dropped. */
  receive<Input>(
    channel: string,
    parse: (input: unknown) => Input,
    work: (input: Input, sender: WebContents) => void,
  ): void;
}

/** The one door for messages of windows: the sender is checked first, then the arguments, then the work is done. */
export function createIpc(
  ipcMain: Pick<IpcMain, 'handle' | 'on'>,
  report: (what: string, error?: unknown) => void,
): Ipc {
  return {
    answer(channel, parse, work) {
      ipcMain.handle(channel, async (event, input: unknown) => {
        if (!isTrustedSender(event)) {
          report(`${channel} refused: foreign sender`);
          throw new Error('refused');
        }
        return await work(parse(input), event.sender);
      });
    },
    receive(channel, parse, work) {
      ipcMain.on(channel, (event, input: unknown) => {
        if (!isTrustedSender(event)) {
          report(`${channel} refused: foreign sender`);
          return;
        }
        try {
          work(parse(input), event.sender);
        } catch (error) {
          report(`${channel} failed`, error);
        }
      });
    },
  };
}
