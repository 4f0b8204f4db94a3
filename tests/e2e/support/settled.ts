import type { Page } from 'playwright-core';

interface WatchedWindow extends Window {
  /** Requests to the backend that have no answer yet. */
  readonly unanswered: Set<string>;
}

/** No change of the page for so long, by the page's own clock: on a slow machine it takes longer by itself. */
const quietMs = 120;
const settleWithinMs = 60_000;

/**
 * Watches a new page before its first address is opened. Resolves, each time it is called, when the page
 * has nothing left to do: no file under way, no request without an answer, nothing moving or changing.
 */
export async function watchWork(page: Page): Promise<() => Promise<void>> {
  let loading = 0;
  page.on('request', () => (loading += 1));
  page.on('requestfinished', () => (loading -= 1));
  page.on('requestfailed', () => (loading -= 1));
  await page.addInitScript(countUnanswered);
  return async () => {
    const endMs = performance.now() + settleWithinMs;
    do {
      const waitingFor = await page.evaluate(untilQuiet, { quietMs, limitMs: settleWithinMs });
      if (waitingFor) throw new Error(`the page did not come to rest: ${waitingFor}`);
      if (loading === 0) return;
    } while (performance.now() < endMs);
    throw new Error('the page did not come to rest: files under way');
  };
}

/** Requests and answers carry a number in text messages; those with a type are later parts or an abort. */
function countUnanswered(): void {
  const unanswered = new Set<string>();
  Object.assign(window, { unanswered });
  let lastSocket = 0;
  const watch = (socket: WebSocket) => {
    const name = `${(lastSocket += 1)}-`;
    const note = (data: unknown, take: (id: string, type: number | undefined) => void) => {
      if (typeof data !== 'string') return;
      const { i: id, t: type } = JSON.parse(data) as { i: string; t?: number };
      take(name + id, type);
    };
    const send = socket.send.bind(socket);
    socket.send = (data) => {
      note(data, (id, type) => (type === undefined ? unanswered.add(id) : unanswered.delete(id)));
      send(data);
    };
    socket.addEventListener('message', ({ data }) => note(data, (id) => unanswered.delete(id)));
    socket.addEventListener('close', () => {
      for (const id of unanswered) if (id.startsWith(name)) unanswered.delete(id);
    });
  };
  window.WebSocket = class extends WebSocket {
    constructor(...parts: ConstructorParameters<typeof WebSocket>) {
      super(...parts);
      watch(this);
    }
  };
}

/** What is still under way at the limit, or nothing. */
async function untilQuiet(limits: { quietMs: number; limitMs: number }): Promise<string | undefined> {
  const { unanswered } = window as unknown as WatchedWindow;
  let changedAt = performance.now();
  const observer = new MutationObserver(() => (changedAt = performance.now()));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const busy = () => {
    const moving = document
      .getAnimations()
      .filter(
        ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
      );
    if (unanswered.size > 0) return `requests ${[...unanswered].join(' ')}`;
    if (document.querySelector('.mantine-Skeleton-root')) return 'a part that is loading';
    if (moving.length > 0) return 'something that moves';
    return performance.now() - changedAt < limits.quietMs ? 'changes' : undefined;
  };
  const endMs = performance.now() + limits.limitMs;
  await document.fonts.ready;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const waitingFor = busy();
    if (waitingFor === undefined || performance.now() > endMs) {
      observer.disconnect();
      return waitingFor;
    }
  }
}
