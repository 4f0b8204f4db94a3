import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.test-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbench-cli-handover-'));
const [sender, receiver] = [join(folder, 'sender'), join(folder, 'receiver')];
const file = join(folder, 'plans.cphandover');
const words = join(folder, 'words.txt');

const cli = (...args: string[]) => runCli(folder, args);
const handover = (command: string, profile: string, ...more: string[]) =>
  cli('handover', command, '--profile', profile, ...more);

beforeAll(async () => {
  for (const profile of [sender, receiver]) {
    const made = await cli('demo', '--profile', profile);
    if (made.code !== 0) throw new Error(made.error);
  }
  writeFileSync(words, 'four horses by day\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('plans go to another profile and a receipt comes back', async () => {
  const written = await handover('export', sender, '--out', file, '--passphrase-file', words);
  expect(written).toMatchObject({ code: 0, out: `${file}\n`, error: '' });
  expect(await handover('export', sender, '--out', file)).toMatchObject({ code: 1, out: '' });

  const locked = await handover('inspect', receiver, file);
  expect(locked).toMatchObject({ code: 1, out: '' });
  expect(locked.error).toContain('--passphrase-file');

  const open = ['--passphrase-file', words];
  const seen = await handover('inspect', receiver, file, '--json', ...open);
  expect(seen.code).toBe(0);
  const opened = JSON.parse(seen.out) as {
    sender: { fingerprint: string[]; standing: string };
    plans: { id: string }[];
  };
  expect(opened.sender.standing).toBe('new');
  expect(opened.plans.length).toBeGreaterThan(0);

  const unconfirmed = await handover('import', receiver, file, ...open);
  expect(unconfirmed).toMatchObject({ code: 1, out: '' });
  expect(unconfirmed.error).toContain('has not been confirmed');
  const wrong = await handover('import', receiver, file, ...open, '--sender-key', '11111 11111 11111 11111');
  expect(wrong).toMatchObject({ code: 1, out: '' });
  const digits = opened.sender.fingerprint.join(' ');
  const taken = await handover('import', receiver, file, ...open, '--sender-key', digits);
  expect(taken).toMatchObject({ code: 0, out: opened.plans.map(({ id }) => `${id}\n`).join('') });

  const receipt = join(folder, 'receipt.cpreceipt');
  expect(await handover('receipt', receiver, file, ...open, '--out', receipt)).toMatchObject({ code: 0 });
  const answer = await handover('inspect', sender, receipt, '--json');
  const { sender: answerer } = JSON.parse(answer.out) as typeof opened;
  const kept = await handover('import', sender, receipt, '--sender-key', answerer.fingerprint.join(''));
  expect(kept.code).toBe(0);
  expect(kept.out).toContain(
    `Plans taken in: ${opened.plans.length}, declined: 0. Small changes here since: 0.`,
  );
});

test('an altered, a foreign and a missing file change nothing and say so', async () => {
  const plain = join(folder, 'plain.cphandover');
  expect((await handover('export', sender, '--out', plain)).code).toBe(0);
  const bytes = readFileSync(plain);
  bytes[bytes.length - 50]! ^= 1;
  const altered = join(folder, 'altered.cphandover');
  writeFileSync(altered, bytes);
  const refused = await handover('import', receiver, altered);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.error).toContain(`${altered}: This file was damaged or altered on its way.`);
  expect((await handover('import', receiver, words)).error).toContain('not a hand-over file');
  expect((await handover('import', receiver, join(folder, 'none'))).code).toBe(1);
  const out = join(folder, 'never');
  expect((await handover('receipt', receiver, altered, '--out', out)).code).toBe(1);
  expect(existsSync(out)).toBe(false);
});

test('wrong use is told apart from failure', async () => {
  expect((await cli('handover', 'export', '--profile', sender)).code).toBe(2);
  expect((await cli('handover', 'send')).code).toBe(2);
  const help = await cli('handover', 'import', '--help');
  expect(help).toMatchObject({ code: 0, error: '' });
  expect(help.out).toContain('--sender-key');
});
