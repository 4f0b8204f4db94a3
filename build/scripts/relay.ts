import { endWithNpm } from './end-with-npm.ts';

endWithNpm();
await import('../../relay/cli.ts');
