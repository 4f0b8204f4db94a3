import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { BackendServices } from '../services/backend-services.ts';

/** What every handler is given. */
export interface HandlerContext {
  services: BackendServices;
}

/** The contract, ready to be given handlers. */
export const api = implement(contract).$context<HandlerContext>();
