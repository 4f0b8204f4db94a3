import { basename } from 'node:path';

const script = process.argv[1] ?? '';

/** How whoever reads a hint can start this program: on servers it is one built file. */
export const programName = script.endsWith('.mjs') ? `node ${basename(script)}` : 'npm run relay --';
