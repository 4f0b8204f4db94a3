import { requireNode } from './require-node.ts';
import { ensureBuilt } from './ensure-built.ts';

requireNode();
await ensureBuilt('renderer');
await import('../../web/main.ts');
