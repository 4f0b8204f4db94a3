import { createClone } from './clone.ts';
import { createPreloadWorld } from './preload-world.ts';
import { createWorldLink } from './world-link.ts';

export const preloadWorldName = 'electron-preload';
export const toShellName = '__toShell';
export const fromShellName = '__fromShell';

/**
 * Runs first in the page's own world: the far end of the context bridge, and `window.open` as Electron has it
 * where windows are refused: the app is asked, the page gets null, and no window exists even for a moment.
 */
export function pageWorldScript(secret: string): string {
  return `(() => {
    const dispatch = document.dispatchEvent.bind(document);
    (${createWorldLink.toString()})('page', 'preload', ${JSON.stringify(secret)});
    window.open = (address = 'about:blank') => {
      const detail = new URL(address, document.baseURI).href;
      dispatch(new CustomEvent(${JSON.stringify(`${secret}open`)}, { detail }));
      return null;
    };
  })();`;
}

export interface PreloadScript {
  readonly secret: string;
  readonly source: string;
  readonly argv: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
}

/** Runs in an isolated world before the page's scripts: the preload script with what the sandbox gives it. */
export function preloadWorldScript({ secret, source, argv, versions, platform }: PreloadScript): string {
  const sandboxProcess = JSON.stringify({ argv, versions, platform, sandboxed: true, type: 'renderer' });
  return `(() => {
    const link = (${createWorldLink.toString()})('preload', 'page', ${JSON.stringify(secret)});
    const clone = (${createClone.toString()})();
    const world = (${createPreloadWorld.toString()})({ link, clone, toShell: globalThis.${toShellName} });
    globalThis.${fromShellName} = world.fromShell;
    document.addEventListener(${JSON.stringify(`${secret}open`)}, ({ detail }) =>
      globalThis.${toShellName}(JSON.stringify({ type: 'open', address: detail })),
    );
    const require = (name) => {
      if (name !== 'electron') throw new Error('module not found: ' + name);
      return world.electron;
    };
    const module = { exports: {} };
    try {
      (function (require, module, exports, process) {${source}
      })(require, module, module.exports, ${sandboxProcess});
    } catch (error) {
      globalThis.${toShellName}(JSON.stringify({ type: 'failed', text: String(error && error.stack) }));
    }
  })();`;
}
