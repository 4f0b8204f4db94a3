import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

// @y/websocket-server with LevelDB, as its own `server.js`; the folder comes by the documented variable.
process.env.YPERSISTENCE = process.argv[2];
const { setupWSConnection } = await import('@y/websocket-server/utils');
const sockets = new WebSocketServer({ noServer: true });
const server = createServer();
sockets.on('connection', setupWSConnection);
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ws://127.0.0.1:${server.address().port}\n`);
});
