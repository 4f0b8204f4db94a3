import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type AppErrorCode, type ErrorParams } from '../kernel/errors.ts';

z.config({ jitless: true }); // the content security policy forbids compiled validators

/** Every procedure can end in one expected failure: a code from the one table and its values. */
export const procedure = oc.errors({
  APP: { message: 'expected failure', data: z.custom<{ code: AppErrorCode; params: ErrorParams }>() },
});

/** Output whose shape the backend guarantees by its types: not validated again at run time. */
export const trusted = <T>() => z.custom<T>();

/** A name made on the client (UUID), so that sending a command twice does it once. */
export const opId = z.string().uuid();
export const entityId = z.string().min(1).max(200);
export const shortText = z.string().trim().min(1).max(200);
