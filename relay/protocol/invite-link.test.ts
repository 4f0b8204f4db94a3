import { describe, expect, it } from 'vitest';
import { formatInviteCode, makeInviteCode } from './invite-code.ts';
import { inviteLink, parseInvite } from './invite-link.ts';

const code = makeInviteCode(new Uint8Array(11).fill(7));
const shown = formatInviteCode(code);

describe('the link of an invite', () => {
  it.each([
    ['wss://relay.example', `https://relay.example/join#${shown}`],
    ['wss://relay.example/base/', `https://relay.example/base/join#${shown}`],
    ['wss://relay.example:8443/a/b', `https://relay.example:8443/a/b/join#${shown}`],
    ['ws://127.0.0.1:4455', `http://127.0.0.1:4455/join#${shown}`],
    ['ws://[::1]:4455', `http://[::1]:4455/join#${shown}`],
  ])('RA-4 leads back to %s', (address, link) => {
    expect(inviteLink(address, code)).toBe(link);
    expect(parseInvite(` ${link}\n`)).toEqual({ address: address.replace(/\/$/, ''), code });
    expect(parseInvite(link.replace('join#', 'join/#').replace(shown, code.toLowerCase()))).toEqual({
      address: address.replace(/\/$/, ''),
      code,
    });
  });

  it('RA-4 a bare code is read too, without an address', () => {
    expect(parseInvite(shown.toLowerCase())).toEqual({ address: null, code });
  });

  it.each([
    '',
    'relay.example',
    'https://relay.example/join',
    `https://relay.example/elsewhere#${shown}`,
    `https://relay.example/join?code=${shown}`,
    `https://ana:secret@relay.example/join#${shown}`,
    `ftp://relay.example/join#${shown}`,
    'https://relay.example/join#%E0%A4%A',
    'javascript:alert(1)//join#AAAA',
  ])('RA-4 %j is neither', (text) => {
    expect(parseInvite(text)).toBeUndefined();
  });
});
