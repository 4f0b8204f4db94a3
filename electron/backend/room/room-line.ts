import { request } from 'node:http';
import { connect, type TLSSocket } from 'node:tls';
import type { DeviceKey } from '../identity/device-key.ts';
import { fingerprintOf } from './room-certificate.ts';
import { RoomError } from './room-error.ts';
import { type Hello, helloPath, proofHeader, type Welcome, welcomeShape } from './room-hello.ts';
import { deviceHeader, deviceProof } from './room-device.ts';
import { authorizationOf, isProof, newNonce, type RoomKey } from './room-proof.ts';

/** A TLS connection to whoever answers; it is the room only once the proof is there. */
export interface RoomLine {
  readonly socket: TLSSocket;
  /** Of the certificate that answers. */
  readonly fingerprint: string;
}

export interface LineTarget {
  /** An IP address: names are never looked up. */
  readonly address: string;
  readonly port: number;
  /** The certificate that has to answer; without it the proof decides alone. */
  readonly fingerprint?: string | undefined;
}

/** How long the other side may be silent. */
export interface LinePatience {
  readonly connectMs: number;
  readonly answerMs: number;
}

const usualPatience: LinePatience = { connectMs: 5_000, answerMs: 10_000 };
const maxWelcomeBytes = 262_144;

/** What a guest proves with: that it knows the room's secret, and which laptop it is. */
export interface GuestKeys {
  readonly key: RoomKey;
  /** Null when its file cannot be read: then it comes as somebody who is not known. */
  readonly device: DeviceKey | null;
}

/** The guest's proofs as the headers of one request. */
export function guestHeaders({ key, device }: GuestKeys, nonce: string): Record<string, string> {
  const authorization = authorizationOf(key, nonce);
  return device ? { authorization, [deviceHeader]: deviceProof(device, key, nonce) } : { authorization };
}

/** Rejects with a RoomError; nothing is said to a certificate that is not the expected one. */
export function openLine(
  { address, port, fingerprint: expected }: LineTarget,
  { connectMs }: LinePatience = usualPatience,
): Promise<RoomLine> {
  return new Promise((resolve, reject) => {
    // Its own authority: the proof is bound to the certificate that is seen here, whoever has signed it.
    const socket = connect({ host: address, port, rejectUnauthorized: false, minVersion: 'TLSv1.2' });
    const fail = (error: RoomError) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(connectMs, () => fail(new RoomError('notReached')));
    socket.once('error', (error) => fail(problemOf(error)));
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('error').removeAllListeners('timeout');
      const { raw } = socket.getPeerCertificate(false);
      const fingerprint = raw instanceof Uint8Array ? fingerprintOf(raw) : '';
      if (expected !== undefined && fingerprint !== expected) fail(new RoomError('notTheRoom'));
      else resolve({ socket, fingerprint });
    });
  });
}

/** Tells the host about this laptop, and makes sure that it is the host. Ends the line. */
export async function sayHello(
  line: RoomLine,
  keys: GuestKeys,
  hello: Hello,
  { answerMs }: LinePatience = usualPatience,
): Promise<Welcome> {
  const nonce = newNonce();
  const headers = guestHeaders(keys, nonce);
  const { status, proof, body } = await post(line, headers, JSON.stringify(hello), answerMs);
  if (status === 401) throw new RoomError('wrongCode');
  if (status === 429) throw new RoomError('tooManyAttempts');
  if (status !== 200 && status !== 403) throw new RoomError('notARoom');
  // Before a word of the answer is believed: who passes messages on between two connections has another
  // certificate than the host, and the host's proof is for the host's own.
  if (!isProof(proof, keys.key, 'host', nonce)) throw new RoomError('notTheRoom');
  if (status === 403) throw new RoomError('removed');
  const welcome = welcomeShape.safeParse(parseJson(body));
  if (!welcome.success) throw new RoomError('notARoom');
  return welcome.data;
}

interface Answer {
  readonly status: number;
  readonly proof: string;
  readonly body: string;
}

function post(
  { socket }: RoomLine,
  proofs: Record<string, string>,
  body: string,
  answerMs: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      socket.destroy();
      reject(new RoomError('notReached', { cause: error }));
    };
    const headers = { host: 'room', ...proofs, 'content-type': 'application/json' };
    const asked = request({
      createConnection: () => socket,
      method: 'POST',
      path: helloPath,
      headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
    });
    // Of the socket: the request's own limit is not for one that is connected already.
    socket.setTimeout(answerMs, () => fail(new Error('no answer')));
    asked.on('error', fail);
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > maxWelcomeBytes) fail(new Error('too long an answer'));
        else parts.push(part);
      });
      response.on('error', fail);
      response.on('end', () => {
        const proof = response.headers[proofHeader];
        resolve({
          status: response.statusCode ?? 0,
          proof: typeof proof === 'string' ? proof : '',
          body: Buffer.concat(parts).toString('utf8'),
        });
        socket.destroy();
      });
    });
    asked.end(body);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const unreachable = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ENETDOWN',
]);

/** Whatever else goes wrong while TLS begins: what answers there is no room. */
function problemOf(error: Error): RoomError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new RoomError(unreachable.has(code) ? 'notReached' : 'notARoom', { cause: error });
}
