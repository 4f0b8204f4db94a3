import type { IncomingMessage } from 'node:http';
import { answerJson, type HttpRoute, targetOf } from '../../../relay/transport/http-routes.ts';
import { readBody } from '../../../relay/transport/request-body.ts';
import { type Hello, helloPath, helloShape, maxHelloBytes, proofHeader, type Welcome } from './room-hello.ts';
import { deviceHeader, readDeviceProof } from './room-device.ts';
import type { RoomGuard } from './room-guard.ts';
import { proofOf } from './room-proof.ts';

export interface HelloRouteOptions {
  guard: RoomGuard;
  /** Takes note of a guest and answers it; undefined for a laptop that was removed from the partnership. */
  welcome: (hello: Required<Hello>, deviceKeyId: string | null) => Welcome | undefined;
}

/** The door of the room: who knows the secret is told about the room, with the host's own proof. */
export function helloRoute({ guard, welcome }: HelloRouteOptions): HttpRoute {
  return {
    async handle(request, response) {
      if (targetOf(request).path !== helloPath) return false;
      const check = guard.check(request.headers.authorization);
      if (!check.admitted) {
        answerJson(response, check.problem === 'wrongCode' ? 401 : 429, { error: check.problem });
        return true;
      }
      const hello = helloShape.safeParse(await readJson(request));
      const device = readDeviceProof(request.headers[deviceHeader], check.key, check.nonce);
      const isPage = request.headers.origin !== undefined;
      if (request.method !== 'POST' || isPage || !hello.success || device === 'wrong') {
        answerJson(response, 400, { error: 'invalid' });
        return true;
      }
      response.setHeader(proofHeader, proofOf(check.key, 'host', check.nonce));
      const answer = welcome(hello.data, device.deviceKeyId);
      if (answer) answerJson(response, 200, answer);
      else answerJson(response, 403, { error: 'removed' });
      return true;
    },
  };
}

/** Undefined for what is too long or no JSON. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, maxHelloBytes);
  if (!body) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
