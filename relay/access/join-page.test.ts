import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RelayBench } from '../transport/relay.test-support.ts';

let bench: RelayBench;
let url: string;
beforeEach(async () => {
  bench = new RelayBench();
  url = (await bench.start({ open: false })).url.replace('ws', 'http');
});
afterEach(() => bench.dispose());

describe("the page behind an invite's link", () => {
  it.each([
    ['el-GR,el;q=0.9,en;q=0.8', 'el', 'Έχετε προσκληθεί'],
    ['de, en;q=0.3, hr;q=0.7', 'hr', 'Pozvani ste'],
    ['fr', 'en', 'You are invited'],
    ['hr;q=0, en', 'en', 'You are invited'],
    ['', 'en', 'You are invited'],
    [';;;,q=,;q=x', 'en', 'You are invited'],
  ])('RA-5 speaks the language of %j', async (header, language, text) => {
    const response = await fetch(`${url}/join`, { headers: { 'accept-language': header } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-language')).toBe(language);
    const page = await response.text();
    expect(page).toContain(text);
    expect(page).toContain(`<html lang="${language}">`);
  });

  it('RA-5 runs and loads nothing', async () => {
    const response = await fetch(`${url}/join/`);
    const page = await response.text();
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    const style = /<style>([^]*)<\/style>/.exec(page)![1]!;
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(page).not.toMatch(/<script|<a |src=|href=|\son\w+=|https?:/i);
    expect((await fetch(`${url}/join`, { method: 'POST' })).status).toBe(405);
    expect(await (await fetch(`${url}/join`, { method: 'HEAD' })).text()).toBe('');
  });
});
