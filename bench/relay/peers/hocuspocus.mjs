import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

// Hocuspocus as its documentation shows it with the SQLite extension; everything else as it comes.
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database: join(folder, 'documents.sqlite') })],
});
await server.listen();
process.stdout.write(`ws://127.0.0.1:${server.httpServer.address().port}\n`);
