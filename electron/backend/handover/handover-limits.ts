import { fileSizeLimitBytes } from '../../../shared/kernel/shell.ts';

/** HB-6: checked before memory is taken for what a file declares. */
export const handoverLimits = {
  fileBytes: fileSizeLimitBytes,
  /** After unpacking. Pictures, which make a file large, do not get smaller by packing. */
  contentBytes: 128 * 1024 * 1024,
  manifestBytes: 8 * 1024 * 1024,
  parts: 2_000,
  plans: 500,
} as const;
