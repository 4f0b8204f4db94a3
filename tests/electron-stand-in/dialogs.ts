/** A dialog that the app has shown, for tests to look at. */
export interface ShownDialog {
  kind: 'save' | 'open' | 'message' | 'error';
  title?: string;
  message?: string;
  detail?: string;
  buttons?: string[];
  defaultPath?: string;
  filters?: { name: string; extensions: string[] }[];
}

/** What the user would do: pick files, press a button (by its label), or dismiss the dialog. */
export type DialogAnswer =
  | { kind: 'save'; filePath: string }
  | { kind: 'open'; filePaths: string[] }
  | { kind: 'message'; button: string }
  | { kind: 'cancel' };

type DialogOptions = Omit<ShownDialog, 'kind'> & { cancelId?: number };

/** Electron's `dialog`: each dialog waits, as a real one does, until a test answers it. */
export class Dialogs {
  readonly shown: ShownDialog[] = [];
  #answers: DialogAnswer[] = [];
  #waiting: ((answer: DialogAnswer) => void)[] = [];

  answer(answer: DialogAnswer): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(answer);
    else this.#answers.push(answer);
  }

  /** As in Electron the window may be left out. */
  showSaveDialog = async (...args: object[]) => {
    const answer = await this.#show('save', args.at(-1) as DialogOptions);
    return answer.kind === 'save'
      ? { canceled: false, filePath: answer.filePath }
      : { canceled: true, filePath: '' };
  };

  showOpenDialog = async (...args: object[]) => {
    const answer = await this.#show('open', args.at(-1) as DialogOptions);
    return answer.kind === 'open'
      ? { canceled: false, filePaths: answer.filePaths }
      : { canceled: true, filePaths: [] };
  };

  showMessageBox = async (...args: object[]) => {
    const options = args.at(-1) as DialogOptions;
    const answer = await this.#show('message', options);
    if (answer.kind !== 'message') return { response: options.cancelId ?? 0, checkboxChecked: false };
    const response = (options.buttons ?? []).indexOf(answer.button);
    if (response < 0) throw new Error(`no button "${answer.button}" among ${options.buttons?.join(', ')}`);
    return { response, checkboxChecked: false };
  };

  showErrorBox = (title: string, message: string): void => {
    this.shown.push({ kind: 'error', title, message });
  };

  #show(kind: ShownDialog['kind'], options: DialogOptions): Promise<DialogAnswer> {
    this.shown.push({ ...options, kind });
    const answer = this.#answers.shift();
    if (answer) return Promise.resolve(answer);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
