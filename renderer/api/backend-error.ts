import { ORPCError } from '@orpc/client';
import type { AppErrorCode, ErrorParams } from '../../shared/kernel/errors.ts';
import { ConnectionLostError } from './client.ts';

export interface BackendFailure {
  code: AppErrorCode;
  params: ErrorParams;
}

/** What to tell the user about a failed call: a code of the error catalog and its values. */
export function failureOf(error: unknown): BackendFailure {
  if (error instanceof ConnectionLostError) return { code: 'connectionLost', params: {} };
  if (error instanceof ORPCError) {
    const data = error.data as Partial<BackendFailure> | undefined;
    if (error.code === 'APP' && data?.code) return { code: data.code, params: data.params ?? {} };
    if (error.code === 'BAD_REQUEST') return { code: 'invalidInput', params: { field: '', reason: '' } };
  }
  return { code: 'unexpected', params: { id: '' } };
}
