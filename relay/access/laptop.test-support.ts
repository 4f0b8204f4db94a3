import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import {
  accessApiPath,
  challengeResponseSchema,
  deviceKeySchema,
  type MembershipResponse,
  membershipResponseSchema,
  type Role,
  type SignedClaim,
  signedHostname,
  signedText,
  tokenResponseSchema,
} from '../protocol/access-api.ts';
import { parseInviteCode } from '../protocol/invite-code.ts';
import { type AccessStore, administrator } from './access-store.ts';
import { makeInvite } from './invites.ts';

/** An invite made by the administrator; makes the workspace too when it is not there. */
export async function inviteFor(
  store: AccessStore,
  workspaceId: string,
  role: Role,
): Promise<{ code: string; id: string }> {
  const known = await store.loadWorkspace(workspaceId);
  if (!known) await store.createWorkspace({ id: workspaceId, name: 'Partnership' }, administrator);
  const maker = { identity: await store.identity(), newId: randomUUID, randomBytes, wallClock: Date.now };
  const wish = { role, partner: null, expiresInSeconds: 3_600, maxUses: 100 };
  const { invite, code } = makeInvite(wish, maker);
  return { code, id: (await store.addInvite(workspaceId, invite, administrator)).id };
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A device with a key of its own, as the workbench would be, at a relay's `ws://` address. */
export class Laptop {
  readonly #url: string;
  readonly #send: typeof fetch;
  readonly #privateKey;
  readonly deviceKey;
  membership: MembershipResponse | undefined;

  /** @param send how requests get to the relay, for instance from another address or trusting a certificate. */
  constructor(url: string, send: typeof fetch = fetch) {
    this.#url = url;
    this.#send = send;
    const pair = generateKeyPairSync('ed25519');
    this.#privateKey = pair.privateKey;
    this.deviceKey = deviceKeySchema.parse(pair.publicKey.export({ format: 'jwk' }));
  }

  get token(): string {
    return this.membership!.token;
  }

  get memberId(): string {
    return this.membership!.member.id;
  }

  /** A room's address with this laptop's token, for clients that cannot set headers. */
  room(documentId: string, token = this.token): string {
    return `${this.#url}/${this.membership!.workspace.id}/${documentId}?confirm=1&token=${token}`;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const response = await this.#send(`${this.#url.replace(/^ws/, 'http')}${accessApiPath}${path}`, {
      method,
      headers: {
        ...(this.membership ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json(), headers: response.headers };
  }

  async challenge(): Promise<string> {
    return challengeResponseSchema.parse((await this.ask('POST', '/challenge', {})).body).challenge;
  }

  sign(claim: SignedClaim): string {
    return sign(null, Buffer.from(signedText(claim)), this.#privateKey).toString('base64url');
  }

  async proof(): Promise<{ hostname: string; challenge: string }> {
    return { hostname: signedHostname(new URL(this.#url)), challenge: await this.challenge() };
  }

  async askToJoin(code: string, displayName = 'Ana', headers = {}): Promise<ApiAnswer> {
    const { deviceKey } = this;
    const newcomer = { deviceKey, displayName, organisation: 'PP4' };
    const claim = { ...newcomer, ...(await this.proof()), code: parseInviteCode(code) ?? code };
    const signature = this.sign({ purpose: 'join', ...claim });
    return this.ask('POST', '/join', { ...claim, signature }, headers);
  }

  async join(code: string): Promise<this> {
    const answer = await this.askToJoin(code);
    if (answer.status !== 200) throw new Error(`not joined: ${JSON.stringify(answer.body)}`);
    this.membership = membershipResponseSchema.parse(answer.body);
    return this;
  }

  async askToStart(code: string, workspace: { id: string; name: string }): Promise<ApiAnswer> {
    const { deviceKey } = this;
    const newcomer = { deviceKey, displayName: 'Ana', organisation: 'PP4' };
    const claim = {
      ...newcomer,
      ...(await this.proof()),
      startCode: parseInviteCode(code) ?? code,
      workspace,
    };
    const signature = this.sign({ purpose: 'start', ...claim });
    return this.ask('POST', '/workspaces', { ...claim, signature });
  }

  async tokenRequest(): Promise<Extract<SignedClaim, { purpose: 'token' }> & { signature: string }> {
    const { workspace, member } = this.membership!;
    const ids = { workspaceId: workspace.id, memberId: member.id };
    const claim = { purpose: 'token', ...(await this.proof()), ...ids } as const;
    return { ...claim, signature: this.sign(claim) };
  }

  async renewedToken(): Promise<string> {
    return tokenResponseSchema.parse((await this.ask('POST', '/token', await this.tokenRequest())).body)
      .token;
  }
}
