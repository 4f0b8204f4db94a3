import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { checkServerIdentity, connect as connectEncrypted, type SecureContext } from 'node:tls';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { type NetworkFailure, networkFailureOf } from '../sync/network-failure.ts';
import type { After } from '../sync/timers.ts';
import type { Way } from './proxy-choice.ts';
import { type Attempt, openerOf, type OpenWay } from './proxy-way.ts';

/** A proxy that says nothing for so long is passed over when there is another way. */
const silentAfterMs = 4_000;

export interface ProxiedAgentOptions {
  readonly ways: readonly Way[];
  /** The host at the far end. */
  readonly host: string;
  readonly trust: SecureContext;
  readonly keepAlive: boolean;
  readonly after: After;
}

/**
 * Goes through the first proxy that answers, in the order of the system's settings. An answer decides, also
 * when it is no; only a proxy that is away or silent is passed over.
 */
export class ProxiedAgent extends Agent {
  readonly #ways: readonly OpenWay[];
  readonly #host: string;
  readonly #trust: SecureContext;
  readonly #after: After;
  #last: Attempt | undefined;
  /** Why the first proxy was passed over. */
  #passedOver: Attempt | undefined;

  constructor({ ways, host, trust, keepAlive, after }: ProxiedAgentOptions) {
    super({ keepAlive });
    this.#ways = ways.map((way) => openerOf(way, trust));
    this.#host = host.replace(/^\[(.*)\]$/, '$1');
    this.#trust = trust;
    this.#after = after;
  }

  /** True when the last answer was the proxy's own: it did not let the request through. */
  isRefusedByProxy(): boolean {
    return this.#last?.kind === 'refused';
  }

  failureOf(error?: Error): NetworkFailure | undefined {
    if (this.#last?.kind === 'refused' || this.#last?.kind === 'failed') return this.#last.failure;
    const failure = error && networkFailureOf(error);
    if (this.#last?.kind === 'tunnel') return failure;
    // The direct way, where a proxy should have been: most such networks have none.
    const isAnswerOfFarEnd = failure === 'certificate' || failure === 'notARelay';
    return isAnswerOfFarEnd || !this.#passedOver ? failure : failureIn(this.#passedOver);
  }

  override async connect(request: ClientRequest, options: AgentConnectOpts): Promise<Duplex> {
    const attempt = await this.#firstThatAnswers(options);
    this.#last = attempt;
    if (attempt.kind === 'failed') throw attempt.error;
    attempt.use?.(request);
    if (!options.secureEndpoint || attempt.kind === 'refused') return attempt.socket;
    return connectEncrypted({
      ...options,
      host: undefined,
      port: undefined,
      path: undefined,
      socket: attempt.socket,
      secureContext: this.#trust,
      // By the name that was asked for: with an address of digits there is no name to check otherwise.
      checkServerIdentity: (_name, certificate) => checkServerIdentity(this.#host, certificate),
    });
  }

  async #firstThatAnswers(options: AgentConnectOpts): Promise<Attempt> {
    this.#passedOver = undefined;
    for (const open of this.#ways.slice(0, -1)) {
      const attempt = await this.#unlessSilent(open(options));
      if (attempt.kind !== 'failed' || !attempt.isAway) return attempt;
      this.#passedOver ??= attempt;
    }
    const attempt = await this.#ways.at(-1)!(options);
    const isAway = attempt.kind === 'failed' && attempt.isAway;
    return isAway ? (this.#passedOver ?? attempt) : attempt;
  }

  #unlessSilent(opening: Promise<Attempt>): Promise<Attempt> {
    return new Promise((resolve) => {
      let isGivenUp = false;
      const cancel = this.#after(silentAfterMs, () => {
        isGivenUp = true;
        const error = Object.assign(new Error('the proxy is silent'), { code: 'ETIMEDOUT' });
        resolve({ kind: 'failed', isAway: true, failure: 'proxyUnreachable', error });
      });
      void opening.then((attempt) => {
        cancel();
        if (isGivenUp && 'socket' in attempt) attempt.socket.destroy();
        resolve(attempt);
      });
    });
  }
}

const failureIn = (attempt: Attempt) => ('failure' in attempt ? attempt.failure : undefined);
