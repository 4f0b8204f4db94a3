import { extname, join } from 'node:path';

import { isAppAddress } from './app-origin.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Everything that the bundler emits fits this. It leaves no room for `..`, hidden files, separators of
 * any system, drive letters, alternate data streams or a second round of percent-decoding.
 */
const safeSegment = /^[A-Za-z0-9_@-][A-Za-z0-9_@.-]*$/;

export interface Asset {
  readonly path: string;
  readonly contentType: string;
}

/** The file behind an address of the app, or undefined when the address is not one the app may serve. */
export function resolveAsset(address: string, rendererFolder: string): Asset | undefined {
  if (!isAppAddress(address)) return undefined;
  const path = decodePath(new URL(address).pathname);
  if (path === undefined) return undefined;
  const segments = path === '/' ? ['index.html'] : path.slice(1).split('/');
  if (!segments.every((segment) => safeSegment.test(segment))) return undefined;
  const contentType = contentTypes[extname(segments.at(-1) ?? '').toLowerCase()];
  return contentType === undefined ? undefined : { path: join(rendererFolder, ...segments), contentType };
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
