import { AppError } from '../../../shared/kernel/errors.ts';
import { handoverLimits } from './handover-limits.ts';

/** A file on its way between a window and the backend. */
export interface TransferFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Holds few files, only as long as they are used: the oldest gives way. */
export interface TransferFiles {
  /** Adds a piece at its place. Throws `invalidInput` when it does not fit the ones before. */
  receive(fileId: string, piece: IncomingPiece): void;
  put(fileId: string, file: TransferFile): void;
  /** Throws `handoverFileGone` for a file that is not here or not whole. */
  get(fileId: string): TransferFile;
  forget(fileId: string): void;
}

export interface IncomingPiece {
  readonly fileName: string;
  /** Of the whole file. */
  readonly bytes: number;
  readonly offset: number;
  readonly piece: Uint8Array;
}

const maxFiles = 4;

interface Held {
  fileName: string;
  content: Uint8Array;
  received: number;
}

export function createTransferFiles(): TransferFiles {
  const files = new Map<string, Held>();
  const hold = (fileId: string, held: Held) => {
    files.delete(fileId);
    files.set(fileId, held);
    for (const oldest of [...files.keys()].slice(0, -maxFiles)) files.delete(oldest);
  };
  return {
    receive(fileId, { fileName, bytes, offset, piece }) {
      if (bytes > handoverLimits.fileBytes) throw new AppError('fileTooLarge');
      // A piece that is sent again, because its answer was lost, begins the file anew or is where it was.
      if (offset === 0) hold(fileId, { fileName, content: new Uint8Array(bytes), received: 0 });
      const held = files.get(fileId);
      if (!held) throw new AppError('handoverFileGone');
      if (offset > held.received || offset + piece.length > held.content.length) {
        throw new AppError('invalidInput', { field: 'offset' });
      }
      held.content.set(piece, offset);
      held.received = Math.max(held.received, offset + piece.length);
    },
    put: (fileId, { fileName, bytes }) => hold(fileId, { fileName, content: bytes, received: bytes.length }),
    get(fileId) {
      const held = files.get(fileId);
      if (!held || held.received < held.content.length) throw new AppError('handoverFileGone');
      return { fileName: held.fileName, bytes: held.content };
    },
    forget: (fileId) => void files.delete(fileId),
  };
}
