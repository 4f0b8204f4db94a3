import { WebSocketServer } from 'ws';
import { announce, broadcast, join, roomOf, type RoomSockets } from './room-sockets.ts';

// Copies every message to the others in the room. No document, no store: what `ws` itself costs.
const rooms: RoomSockets = new Map();
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket, request) => {
  const room = join(rooms, roomOf(request.url), socket);
  socket.on('message', (data: Buffer) => broadcast(room, socket, data));
});
announce(server);
