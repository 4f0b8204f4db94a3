import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as encoding from 'lib0/encoding';
import { WebSocketServer } from 'ws';
import { announce } from './room-sockets.ts';

// Sends one stored file as the answer to every step 1: the limit of how fast a document can be opened.
const path = join(process.argv[2]!, 'blob');
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', () => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, readFileSync(path));
    socket.send(encoding.toUint8Array(encoder));
  });
});
announce(server);
