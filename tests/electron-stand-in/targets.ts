import type { Cdp } from './cdp.ts';

/**
 * Pages of Chromium: those that the app makes as windows, and those that a page tries to open by itself,
 * which are closed before they have loaded anything.
 */
export class Targets {
  #cdp: Cdp;
  #making: Promise<unknown> = Promise.resolve();
  #own = new Set<string>();
  #sessions = new Map<string, PromiseWithResolvers<string>>();

  private constructor(cdp: Cdp) {
    this.#cdp = cdp;
  }

  static async watch(cdp: Cdp, onGone: (targetId: string) => void): Promise<Targets> {
    const targets = new Targets(cdp);
    cdp.on<{ targetId: string }>('Target.targetDestroyed', ({ targetId }) => onGone(targetId));
    cdp.on<{ sessionId: string; targetInfo: { targetId: string } }>('Target.attachedToTarget', (attached) => {
      void targets.#attached(attached.sessionId, attached.targetInfo.targetId);
    });
    await cdp.send('Target.setDiscoverTargets', { discover: true });
    // Every new page is held before its first request, until it is known whose it is.
    await cdp.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }],
    });
    return targets;
  }

  /** A new empty window; it stays held until `Runtime.runIfWaitingForDebugger`. */
  async create(size: { width: number; height: number }): Promise<{ targetId: string; sessionId: string }> {
    const made = this.#cdp.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    });
    this.#making = Promise.all([this.#making, made.then(({ targetId }) => this.#own.add(targetId))]);
    const { targetId } = await made;
    return { targetId, sessionId: await this.#session(targetId).promise };
  }

  async close(targetId: string): Promise<void> {
    await this.#sendIfThere('Target.closeTarget', targetId);
  }

  async activate(targetId: string): Promise<void> {
    await this.#sendIfThere('Target.activateTarget', targetId);
  }

  /** A target may go while it is told. */
  async #sendIfThere(method: string, targetId: string): Promise<void> {
    await this.#cdp.send(method, { targetId }).catch((error: unknown) => {
      if (!/No target|gone/.test(String(error))) throw error;
    });
  }

  async #attached(sessionId: string, targetId: string): Promise<void> {
    await this.#making;
    if (this.#own.has(targetId)) this.#session(targetId).resolve(sessionId);
    else await this.close(targetId);
  }

  #session(targetId: string): PromiseWithResolvers<string> {
    const session = this.#sessions.get(targetId) ?? Promise.withResolvers<string>();
    this.#sessions.set(targetId, session);
    return session;
  }
}
