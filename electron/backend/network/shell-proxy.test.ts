import { expect, test } from 'vitest';
import type { ProxyQuestion } from '../../../shared/kernel/shell-proxy.ts';
import { proxyOfShell } from './shell-proxy.ts';

test('each question gets its own answer; one that gets none fails', async () => {
  const questions: ProxyQuestion[] = [];
  const timers: (() => void)[] = [];
  const shell = proxyOfShell(
    (question) => questions.push(question),
    (_delayMs, task) => {
      timers.push(task);
      return () => undefined;
    },
  );
  const [first, second, third] = ['https://a', 'https://b', 'https://c'].map((url) =>
    shell.resolveProxy(url),
  );
  expect(questions.map(({ url }) => url)).toEqual(['https://a', 'https://b', 'https://c']);
  for (const message of [undefined, { type: 'proxy' }, { type: 'proxy', id: 99, choice: 'DIRECT' }]) {
    shell.answered(message);
  }
  shell.answered({ type: 'proxy', id: questions[1]!.id, choice: 'PROXY b:1' });
  shell.answered({ type: 'proxy', id: questions[0]!.id, choice: 'DIRECT' });
  expect(await Promise.all([first, second])).toEqual(['DIRECT', 'PROXY b:1']);
  timers[2]!();
  await expect(third).rejects.toThrow('which proxy');
});
