import { isProxyAnswer, type ProxyQuestion, proxyQuestionType } from '../../../shared/kernel/shell-proxy.ts';
import type { After } from '../sync/timers.ts';
import type { ResolveProxy } from './proxy-choice.ts';

const answerWithinMs = 5_000;

/** The system's proxy settings, asked of the desktop shell. */
export function proxyOfShell(ask: (question: ProxyQuestion) => void, after: After) {
  const waiting = new Map<number, (choice: string) => void>();
  let questions = 0;
  const resolveProxy: ResolveProxy = (url) =>
    new Promise((resolve, reject) => {
      const id = ++questions;
      const cancel = after(answerWithinMs, () => {
        waiting.delete(id);
        reject(new Error('the shell did not say which proxy to use'));
      });
      waiting.set(id, (choice) => {
        cancel();
        waiting.delete(id);
        resolve(choice);
      });
      ask({ type: proxyQuestionType, id, url });
    });
  return {
    resolveProxy,
    /** Takes a message of the shell. */
    answered(message: unknown) {
      if (isProxyAnswer(message)) waiting.get(message.id)?.(message.choice);
    },
  };
}
