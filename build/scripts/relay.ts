import { endWithNpm } from './end-with-npm.ts';
import { fastStart } from './fast-start.ts';

endWithNpm();
fastStart();
await import('../../relay/cli.ts');
