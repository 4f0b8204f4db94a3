import { endWithNpm } from './end-with-npm.ts';
import { fastStart } from './fast-start.ts';
import { ensureBuilt } from './ensure-built.ts';
import { requireNode } from './require-node.ts';

requireNode();
endWithNpm();
fastStart();
ensureBuilt('renderer');
await import('../../web/main.ts');
