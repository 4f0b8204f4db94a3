import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ChildRelay, startChildRelay } from './child-relay.test-support.ts';
import { encodeUpdate } from './protocol/messages.ts';
import { typing } from './rooms/rooms.test-support.ts';
import { RelayBench } from './transport/relay.test-support.ts';
import { until } from '../shared/until.test-support.ts';
import { defaultRelayLimits, variableOf } from './transport/relay-limits.ts';
import { createAuthority, type TestAuthority } from './transport/tls.test-support.ts';

let folder: string;
const children: ChildRelay[] = [];
const startIn = async (args: string[], environment: Record<string, string> = {}) => {
  const child = await startChildRelay(['--data', folder, '--port', '0', ...args], environment);
  children.push(child);
  return child;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-operation-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.process.kill('SIGKILL');
    await child.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('TLS by files', () => {
  const paths = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') });
  const issue = async (authority: TestAuthority) => {
    const { cert, key } = await authority.issue();
    writeFileSync(paths().cert, cert);
    writeFileSync(paths().key, key);
  };
  const fingerprintAt = (port: number, ca: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', ca }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on('error', reject);
    });

  it('serves WebSockets and requests; SIGHUP takes a renewed certificate in, a broken one not', async () => {
    const authority = await createAuthority();
    await issue(authority);
    const relay = await startIn(['--open'], { RELAY_TLS_CERT: paths().cert, RELAY_TLS_KEY: paths().key });
    expect(relay.url).toMatch(/^wss:/);
    const port = Number(new URL(relay.url!).port);
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/ready', ca: authority.cert }, ({ statusCode }) =>
        resolve(statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    const socket = new WebSocket(`${relay.url}/plan`, { ca: authority.cert });
    await new Promise((resolve, reject) => {
      socket.on('message', resolve).on('error', reject);
    });
    const before = await fingerprintAt(port, authority.cert);
    writeFileSync(paths().key, 'not a key');
    relay.process.kill('SIGHUP');
    await until('the complaint', () => relay.stderr().includes('the old one stays'));
    expect(await fingerprintAt(port, authority.cert)).toBe(before);
    await issue(authority);
    relay.process.kill('SIGHUP');
    await until('the renewal', () => relay.stderr().includes('the certificate was renewed'));
    expect(await fingerprintAt(port, authority.cert)).not.toBe(before);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
    expect(relay.stderr()).not.toContain('PRIVATE KEY');
  });

  it('does not start with files that are not there, do not fit, or are only half given', async () => {
    const authority = await createAuthority();
    await issue(authority);
    const { key } = await authority.issue();
    writeFileSync(join(folder, 'other.pem'), key);
    const wrong = await Promise.all([
      startIn(['--open', '--tls-cert', join(folder, 'none.pem'), '--tls-key', paths().key]),
      startIn(['--open', '--tls-cert', paths().cert, '--tls-key', join(folder, 'other.pem')]),
      startIn(['--open', '--tls-cert', paths().cert]),
    ]);
    expect(await Promise.all(wrong.map(({ ended }) => ended))).toEqual([2, 2, 2]);
    expect(wrong.map((child) => child.stderr()).join('\n')).toMatch(
      /none\.pem[^]*cannot be used[^]*go together/,
    );
  });
});

describe('figures', () => {
  it('are for this machine, or for who shows the token; they name no document', async () => {
    const relay = await startIn(['--open'], { RELAY_METRICS_TOKEN: 'a-long-metrics-token' });
    const bench = new RelayBench();
    const client = bench.client(relay.url!, 'secret-room');
    client.text.insert(0, 'secret words');
    await until('sync', () => client.provider.synced);
    const http = relay.url!.replace('ws:', 'http:');
    const ask = (headers: Record<string, string> = {}) => fetch(`${http}/metrics`, { headers });
    let text = '';
    while (!/relay_sync_seconds_count [1-9]/.test(text)) text = await (await ask()).text();
    for (const figure of [
      /relay_connections\{transport="websocket"\} 1/,
      /relay_connections\{transport="polling"\} 0/,
      /relay_rooms 1/,
      /relay_entries_stored_total [1-9]/,
      /relay_bytes_in_total [1-9]/,
      /relay_messages_out_total [1-9]/,
      /relay_pending_bytes 0/,
      /relay_unsent_bytes 0/,
      /nodejs_eventloop_lag_seconds/,
    ])
      expect(text).toMatch(figure);
    expect(text).not.toContain('secret');
    await bench.socket(`${relay.url}/bad//room`);
    expect(await (await ask()).text()).toMatch(/relay_refused_total\{code="4404"\} 1/);
    expect((await ask({ 'x-forwarded-for': '10.0.0.1' })).status).toBe(403);
    expect((await ask({ 'x-forwarded-for': '10.0.0.1', authorization: 'Bearer wrong' })).status).toBe(403);
    const shown = { 'x-forwarded-for': '10.0.0.1', authorization: 'Bearer a-long-metrics-token' };
    expect((await ask(shown)).status).toBe(200);
    expect((await fetch(`${http}/metrics`, { method: 'POST' })).status).toBe(405);
    await bench.dispose();
  });
});

describe('the log', () => {
  it('has no texts, names, tokens or sessions of a busy run, whatever goes wrong', async () => {
    const environment = { RELAY_LOG_LEVEL: 'debug', RELAY_METRICS_TOKEN: 'metrics-secret' };
    const relay = await startIn(['--open'], {
      ...environment,
      RELAY_COMPACT_AFTER_ENTRIES: '2',
      RELAY_MEMBER_MESSAGES_PER_SECOND: '20',
      RELAY_RATE_BURST_SECONDS: '1',
      RELAY_DRAIN_MS: '200',
    });
    const bench = new RelayBench();
    const http = relay.url!.replace('ws:', 'http:');
    const [a, b] = [bench.client(relay.url!, 'plan'), bench.client(relay.url!, 'plan')];
    a.provider.awareness.setLocalStateField('user', { name: 'Person-Name' });
    await until('sync', () => a.provider.synced && b.provider.synced);
    for (const letter of 'confidential-text'.repeat(3)) a.text.insert(a.text.length, letter);
    await until('the text', () => b.text.toJSON().includes('confidential-text'));
    a.text.insert(0, 'confidential-text');
    await until('the compaction', () => relay.stderr().includes('"compacted"'));
    const opened = await fetch(`${http}/plan?poll=open&token=query-secret`, {
      method: 'POST',
      headers: { authorization: 'Bearer bearer-secret' },
    });
    const { session } = (await opened.json()) as { session: string };
    const headers = { 'relay-session': session, authorization: 'Bearer bearer-secret' };
    await fetch(`${http}/plan?poll=up&from=0`, {
      method: 'POST',
      headers,
      body: new Uint8Array([3, 0, 2, 200]),
    });
    const bad = await bench.socket(`${relay.url}/plan?token=query-secret`);
    bad.socket.send(Buffer.from('\u0000\u0002confidential-text'));
    await bad.closed;
    const text = await bench.socket(`${relay.url}/plan`);
    text.socket.send('confidential-text');
    await text.closed;
    await fetch(`${http}/a/../confidential?token=query-secret`);
    await fetch(`${http}/metrics`, {
      headers: { authorization: 'Bearer metrics-secret', 'x-forwarded-for': '10.9.8.7' },
    });
    await bench.socket(`${relay.url}/not//a-room?token=query-secret`);
    await bench.dispose();
    relay.process.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
    const log = relay.stderr();
    expect(log).toMatch(/"msg":"peerClosed"/);
    expect(log).toMatch(/"msg":"throttled"/);
    expect(log).toMatch(/"msg":"compacted"/);
    expect(log).toMatch(/"msg":"refused"/);
    for (const secret of ['confidential', 'Person-Name', 'query-secret', 'bearer-secret', 'metrics-secret'])
      expect(log).not.toContain(secret);
    expect(log).not.toContain(session);
    expect(log, 'no addresses unless asked for').not.toMatch(/10\.9\.8\.7|"address"/);
    for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it('names addresses beside refusals where the operator asks for it', async () => {
    const relay = await startIn(['--open'], { RELAY_LOG_ADDRESSES: 'forwarded' });
    const bench = new RelayBench();
    const socket = await bench.socket(`${relay.url}/not//a-room`, {
      headers: { 'x-forwarded-for': '10.0.0.1, 10.0.0.2' },
    });
    await socket.closed;
    await until('the line', () => relay.stderr().includes('"refused"'));
    expect(relay.stderr()).toContain('"address":"10.0.0.2"');
    const wrong = await startChildRelay(['--data', join(folder, 'x'), '--open'], {
      RELAY_LOG_ADDRESSES: 'all',
    });
    expect(await wrong.ended).toBe(2);
    await bench.dispose();
  });
});

describe('the guide', () => {
  it('has every limit with its default, and none that is not there', () => {
    const guide = readFileSync(join(import.meta.dirname, '../docs/guides/relay-operation.md'), 'utf8');
    const rows = [...guide.matchAll(/^\| `(RELAY_[A-Z_]+)` \| ([\d,]+) \|/gm)].map(([, name, value]) => [
      name,
      Number(value!.replaceAll(',', '')),
    ]);
    const limits = Object.entries(defaultRelayLimits).map(([name, value]) => [variableOf(name), value]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(limits));
  });
});

describe('a drain', () => {
  it('RP-43 keeps and confirms what a client over requests has sent', async () => {
    const relay = await startIn(['--open'], { RELAY_DRAIN_MS: '200' });
    const http = relay.url!.replace('ws:', 'http:');
    const opened = await fetch(`${http}/plan?poll=open`, { method: 'POST' });
    const { session } = (await opened.json()) as { session: string };
    const headers = { 'relay-session': session };
    const updates = typing(7, 'kept').map(encodeUpdate);
    const body = Buffer.concat(updates.flatMap((update) => [Buffer.from([update.length]), update]));
    const up = await fetch(`${http}/plan?poll=up&from=0`, { method: 'POST', headers, body });
    expect(await up.json()).toEqual({ received: body.length });
    relay.process.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
    const again = await startIn(['--open']);
    const bench = new RelayBench();
    const client = bench.client(again.url!, 'plan');
    await until('the text', () => client.text.toJSON() === 'kept');
    await bench.dispose();
  });
});
