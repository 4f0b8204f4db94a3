import { build } from 'vite';

import { backendBundle } from './vite.backend.config.ts';
import { mainBundle } from './vite.main.config.ts';
import { preloadBundle } from './vite.preload.config.ts';
import { relayBundle } from './vite.relay.config.ts';

/** Builds the desktop shell into `<outputFolder>/main` and `<outputFolder>/preload`. */
export async function buildShell(outputFolder = 'dist'): Promise<void> {
  await build(mainBundle(outputFolder));
  await build(preloadBundle(outputFolder));
}

/** Builds the relay for servers into `<outputFolder>/relay/relay.mjs`. */
export async function buildRelay(outputFolder = 'dist'): Promise<void> {
  await build(relayBundle(outputFolder));
}

/** Builds the backend of the desktop shell into `<outputFolder>/backend`. */
export async function buildBackend(outputFolder = 'dist'): Promise<void> {
  await build(backendBundle(outputFolder));
}
