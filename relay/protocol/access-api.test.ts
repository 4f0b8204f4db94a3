import { describe, expect, it } from 'vitest';
import {
  accessErrors,
  joinRequestSchema,
  membershipResponseSchema,
  signedHostname,
  signedText,
  startWorkspaceRequestSchema,
} from './access-api.ts';
import { makeInviteCode } from './invite-code.ts';

const code = makeInviteCode(new Uint8Array(11).fill(3));
const deviceKey = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } as const;
const join = {
  code: ` ${code.toLowerCase()} `,
  deviceKey,
  displayName: '  Ana ',
  organisation: '',
  hostname: 'relay.example',
  challenge: 'c',
  signature: 'S'.repeat(86),
};

describe('requests to a relay', () => {
  it('RA-10 are brought into the one form that is signed', () => {
    expect(joinRequestSchema.parse(join)).toMatchObject({ code, displayName: 'Ana' });
  });

  it.each([
    ['a name with a line end', { displayName: 'Ana\nroot' }],
    ['a name that turns the direction', { displayName: 'Ana\u202egpj' }],
    ['no name', { displayName: '   ' }],
    ['a name of filler', { displayName: '\u3164' }],
    ['a name of blanks that are no spaces', { displayName: '\u2800\u2800' }],
    ['a name of marks alone', { displayName: '\u0301\u0302' }],
    ['a name with something unseen in it', { displayName: 'An\u034fa' }],
    ['a name with a zero-width space', { displayName: 'An\u200ba' }],
    ['a name with a terminal command', { displayName: '\u001b[2JAna' }],
    ['a name with half a character', { displayName: 'Ana \ud83d' }],
    ['a name of nobody knows which sign', { displayName: 'Ana \ue000' }],
    ['a name that climbs over others', { displayName: `A${'\u0336\u0300'.repeat(5)}` }],
    ['a name that is too long', { displayName: 'A'.repeat(81) }],
    ['an organisation that turns the direction', { organisation: 'PP4\u2067' }],
    ['an organisation that is too long', { organisation: 'A'.repeat(161) }],
    ['a code with a wrong letter', { code: `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}` }],
    ['a private key', { deviceKey: { ...deviceKey, kty: 'RSA' } }],
    ['a short signature', { signature: 'S' }],
  ])('RA-10 %s is refused', (_, change) => {
    expect(joinRequestSchema.safeParse({ ...join, ...change }).success).toBe(false);
  });

  it.each([
    'Đurđica Šušnjar',
    'Ελένη Παπαδοπούλου',
    'Nguyễn Thị',
    'محمد',
    'O’Neill-Smith (desk 2)',
    '张伟',
    '☎ 24',
  ])('RA-10 %s is a name', (displayName) => {
    expect(joinRequestSchema.parse({ ...join, displayName }).displayName).toBe(displayName);
  });

  it('RA-10 the private half of a key is dropped, whoever sends it', () => {
    const sent = { ...join, deviceKey: { ...deviceKey, d: 'B'.repeat(43) } };
    expect(JSON.stringify(joinRequestSchema.parse(sent))).not.toContain('BBB');
  });

  it('RA-10 a workspace id is a part of a room name', () => {
    const start = (id: string) => ({ ...join, startCode: code, workspace: { id, name: 'Partnership' } });
    expect(startWorkspaceRequestSchema.safeParse(start('a-1')).success).toBe(true);
    for (const id of ['', '-a', 'a/b', '..', 'a'.repeat(65)])
      expect(startWorkspaceRequestSchema.safeParse(start(id)).success).toBe(false);
  });

  it('RA-11 a signature is for one purpose, relay, challenge and subject', () => {
    const proof = { hostname: 'relay.example', challenge: 'c' };
    const token = { ...proof, purpose: 'token', workspaceId: 'w', memberId: 'm' } as const;
    const { displayName, organisation } = join;
    const newcomer = { ...proof, deviceKey, displayName, organisation };
    const texts = [
      signedText(token),
      signedText({ ...token, hostname: 'relay.elsewhere' }),
      signedText({ ...token, challenge: 'd' }),
      signedText({ ...token, workspaceId: 'w"', memberId: 'm' }),
      signedText({ ...token, workspaceId: 'w', memberId: 'n' }),
      signedText({ ...newcomer, purpose: 'join', code }),
      signedText({ ...newcomer, purpose: 'join', code, organisation: 'Other' }),
      signedText({ ...newcomer, purpose: 'start', startCode: code, workspace: { id: 'w', name: 'n' } }),
      signedText({ ...newcomer, purpose: 'start', startCode: code, workspace: { id: 'wn', name: '' } }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts[0]).toBe('["clusterpolisee-relay-access/1","token","relay.example","c","w","m"]');
  });

  it('RA-11 the host name is what the laptop connects to', () => {
    expect(signedHostname(new URL('wss://Relay.Example:444/base'))).toBe('relay.example');
    expect(signedHostname(new URL('ws://[::1]:4455'))).toBe('::1');
  });

  it('RA-12 answers are checked by whoever gets them', () => {
    const answer = {
      workspace: { id: 'w', name: 'Partnership' },
      member: { id: 'm', role: 'editor', partner: null },
      token: 't',
      expiresInSeconds: 600,
    };
    expect(membershipResponseSchema.parse(answer)).toEqual(answer);
    expect(
      membershipResponseSchema.safeParse({ ...answer, member: { id: 'm', role: 'owner' } }).success,
    ).toBe(false);
  });

  it('RA-13 every refusal has an HTTP status of its own kind', () => {
    for (const status of Object.values(accessErrors)) expect(status).toBeGreaterThanOrEqual(400);
  });
});
