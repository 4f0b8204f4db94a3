import { randomUUID } from 'node:crypto';
import { experimental_RPCHandler as RPCHandler } from '@orpc/server/crossws';
import type { Channel, ChannelMessage } from '../../shared/kernel/channel.ts';
import { createRouter, type ReportBug } from './handlers/router.ts';
import type { ResolveProxy } from './network/proxy-choice.ts';
import type { BackendServices } from './services/backend-services.ts';
import { composeServices } from './services/compose-services.ts';

/** One backend serves all windows of a profile. It does not know what a window is made of. */
export interface Backend {
  connect(channel: Channel): void;
  /** The same services for the command line, without a window. */
  readonly services: BackendServices;
  /** Writes what is waiting, closes the workspace and every channel. */
  close(): Promise<void>;
}

export interface BackendOptions {
  profileDir: string;
  appVersion: string;
  wallClock?: () => number;
  newId?: () => string;
  /** False for a run that works on what is here only, such as a command. */
  linkToRelay?: boolean;
  /** The system's proxy settings, where the host can ask for them; otherwise the environment counts. */
  resolveProxy?: ResolveProxy;
  /** Where faults of the program go, with the id that the user sees. */
  log?: (entry: { id: string; error: unknown }) => void;
}

/**
 * Opens the profile and the workspace that was open last.
 * Throws an AppError when the profile folder can't be used.
 */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const newId = options.newId ?? randomUUID;
  const reportBug: ReportBug = (error) => {
    const id = newId().slice(0, 8);
    options.log?.({ id, error });
    return id;
  };
  const composed = await composeServices({
    profileDir: options.profileDir,
    appVersion: options.appVersion,
    wallClock: options.wallClock ?? Date.now,
    newId,
    linkToRelay: options.linkToRelay ?? true,
    reportBug,
    ...(options.resolveProxy ? { resolveProxy: options.resolveProxy } : {}),
  });
  const { services } = composed;
  const handler = new RPCHandler(createRouter(reportBug));
  const channels = new Set<Channel>();
  return {
    services,
    connect(channel) {
      channels.add(channel);
      const detach = composed.attachWindow(channel);
      const requests = { send: (answer: unknown) => channel.send(answer as ChannelMessage) };
      channel.onMessage((message) => {
        if (typeof message !== 'string') return; // a document's frame
        const request = { rawData: message, uint8Array: () => Buffer.from(message) };
        // What is no request at all ends this window's link, not the process with everyone's.
        handler.message(requests, request, { context: { services } }).catch((error: unknown) => {
          reportBug(error);
          channel.close();
        });
      });
      channel.onClose(() => {
        channels.delete(channel);
        handler.close(requests);
        detach();
      });
    },
    async close() {
      for (const channel of channels) channel.close();
      await composed.close();
    },
  };
}
