/**
 * Every expected failure that a user can meet. The texts that say what happened, what is safe and
 * what to do are in `shared/locales/<language>/errors.json` under the same code.
 */
export const appErrorCodes = [
  'invalidInput',
  'notFound',
  'alreadyExists',
  'noWorkspaceOpen',
  'readOnly',
  'assessmentFrozen',
  'evidenceFrozen',
  'snapshotStaysHome',
  'snapshotAlreadyNamed',
  'snapshotCountedTwice',
  'snapshotAnonymous',
  'snapshotChanged',
  'snapshotNotHere',
  'snapshotWithdrawn',
  'snapshotTooLarge',
  'snapshotDamaged',
  'diskFull',
  'diskFailed',
  'folderNotWritable',
  'fileLocked',
  'workspaceDamaged',
  'workspaceTooNew',
  'workspaceInUse',
  'fileNotReadable',
  'fileDamaged',
  'exchangeFileNotJson',
  'exchangeFileForeign',
  'exchangeFileTooNew',
  'exchangeFileDamaged',
  'exchangeFileUnknownFramework',
  'fileTooLarge',
  'fileUnknown',
  'frameworkUnknown',
  'backupDamaged',
  'handoverForeign',
  'handoverTooNew',
  'handoverDamaged',
  'handoverPassphrase',
  'handoverTooLarge',
  'handoverBaseMissing',
  'handoverOtherWorkspace',
  'handoverSenderUnconfirmed',
  'handoverReceiptUnknown',
  'handoverFileGone',
  'relayAddressInvalid',
  'codeUnknown',
  'codeExpired',
  'codeUsedUp',
  'codeForStarting',
  'codeForJoining',
  'membershipEnded',
  'notAllowed',
  'planLocked',
  'planFull',
  'partnershipExists',
  'partnershipHere',
  'lastFacilitator',
  'relayFull',
  'tooManyAttempts',
  'relayUnavailable',
  'relayUnreachable',
  'relayRefused',
  'nothingToUndo',
  'undoBlocked',
  'imageTooLarge',
  'connectionLost',
  'unexpected',
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];

export type ErrorParams = Readonly<Record<string, string | number>>;

/** An expected failure: a code from the one table and the values its text needs. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly params: ErrorParams;

  constructor(code: AppErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }
}
