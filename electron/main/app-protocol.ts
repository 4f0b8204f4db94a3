import { readFile } from 'node:fs/promises';

import type { CustomScheme } from 'electron';

import { appScheme } from './app-origin.ts';
import { resolveAsset } from './asset-path.ts';
import { errorCode } from './atomic-file.ts';
import { securityHeaders } from './content-policy.ts';

/** Must be registered before the app is ready. */
export const appSchemeRegistration: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/**
 * Answers requests of the app's scheme from the folder of the built interface and from nowhere else:
 * 400 for an address that can never be served, 404 for a file that is not there.
 */
export function createAssetHandler(rendererFolder: string) {
  return async (request: Pick<Request, 'url' | 'method'>): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const asset = resolveAsset(request.url, rendererFolder);
    if (!asset) return refuse(400);
    const body = await readAsset(asset.path);
    if (!body) return refuse(404);
    return new Response(request.method === 'HEAD' ? null : body, {
      headers: { ...securityHeaders, 'Content-Type': asset.contentType, 'Cache-Control': 'no-cache' },
    });
  };
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders });
}

async function readAsset(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(errorCode(error))) return undefined;
    throw error;
  }
}
