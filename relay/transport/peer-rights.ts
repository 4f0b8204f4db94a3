import type { AccessGrant, RightsOwner } from '../access/access.ts';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import { encodeRights } from '../protocol/messages.ts';
import type { RefusalReason, Rights } from '../protocol/rights.ts';
import type { RoomMember } from '../rooms/room-peer.ts';

/** The connection that has the rights. */
export interface RightsHolder {
  readonly wantsConfirmation: boolean;
  send(message: Uint8Array): void;
  close(code: number, reason: string): void;
}

/** The rights of one connection, of whatever transport, while it is open. */
export class PeerRights implements RightsOwner {
  readonly #grant: AccessGrant;
  readonly #holder: RightsHolder;
  #member: RoomMember | undefined;
  #stop: (() => void) | undefined;

  constructor(grant: AccessGrant, holder: RightsHolder) {
    this.#grant = grant;
    this.#holder = holder;
  }

  get mayWrite(): boolean {
    return this.#grant.liveRights?.now.mayWrite ?? this.#grant.mayWrite;
  }

  get refusalReason(): RefusalReason {
    return this.#grant.liveRights?.now.reason ?? 'read-only';
  }

  /** From now on changes act on the connection; may end it at once. */
  start(member: RoomMember): void {
    const { liveRights } = this.#grant;
    if (!liveRights) return;
    this.#member = member;
    if (this.#holder.wantsConfirmation) this.#holder.send(encodeRights(liveRights.now));
    this.#stop = liveRights.watch(this);
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  renew(token: string): void {
    this.#grant.liveRights?.renew(token).catch(() => this.ended(closeCodes.unexpected));
  }

  changed(rights: Rights): void {
    // What was refused is sent again only on a new connection, by whatever client.
    if (rights.mayWrite && this.#member?.hasRefused) this.ended(closeCodes.rightsChanged);
    else if (this.#holder.wantsConfirmation) this.#holder.send(encodeRights(rights));
  }

  ended({ code, reason }: CloseCode): void {
    this.#holder.close(code, reason);
  }
}
