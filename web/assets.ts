import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { createGzip } from 'node:zlib';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The bundler's names: no `..`, no hidden files, nothing that a file system could read otherwise. */
const safeSegment = /^[A-Za-z0-9_@-][A-Za-z0-9_@.-]*$/;

/** Serves the built interface; anything else is "not found". `host` is this server's own address. */
export function serveAsset(
  folder: string,
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  for (const [name, value] of Object.entries(securityHeaders(host))) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405).end();
    return;
  }
  const file = assetFile(folder, request.url ?? '/');
  const type = file && contentTypes[extname(file)];
  if (!file || !type || !isFile(file)) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('Content-Type', type);
  // Built files carry their hash in the name; the page itself must be asked for each time.
  response.setHeader(
    'Cache-Control',
    type.startsWith('text/html') ? 'no-store' : 'max-age=31536000, immutable',
  );
  if (request.method === 'HEAD') response.end();
  else send(file, type, request, response);
}

function send(file: string, type: string, request: IncomingMessage, response: ServerResponse): void {
  const source = createReadStream(file).on('error', () => response.destroy());
  if (/^(text|application)\//.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    response.setHeader('Content-Encoding', 'gzip');
    source.pipe(createGzip({ level: 1 })).pipe(response);
  } else {
    source.pipe(response);
  }
}

function assetFile(folder: string, address: string): string | undefined {
  const path = address.split(/[?#]/, 1)[0] ?? '/';
  const segments = path === '/' ? ['index.html'] : path.slice(1).split('/');
  return segments.every((segment) => safeSegment.test(segment)) ? join(folder, ...segments) : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function securityHeaders(host: string): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      `connect-src ws://${host}`,
      "form-action 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
