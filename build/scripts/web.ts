import { endWithNpm } from './end-with-npm.ts';
import { ensureBuilt } from './ensure-built.ts';
import { requireNode } from './require-node.ts';

requireNode();
endWithNpm();
ensureBuilt('renderer');
await import('../../web/main.ts');
