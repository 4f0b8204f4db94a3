import type { AddressInfo } from 'node:net';
import type { WebSocket, WebSocketServer } from 'ws';

/** Who is in which room of a server that knows no documents. */
export type RoomSockets = Map<string, Set<WebSocket>>;

/** The path of a request without its query. */
export const roomOf = (url: string | undefined): string => (url ?? '/').split('?')[0]!;

export function join(rooms: RoomSockets, name: string, socket: WebSocket): Set<WebSocket> {
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    room.delete(socket);
    if (room.size === 0) rooms.delete(name);
  });
  return room;
}

export function broadcast(room: ReadonlySet<WebSocket>, sender: WebSocket, data: Uint8Array): void {
  for (const other of room) if (other !== sender && other.readyState === other.OPEN) other.send(data);
}

export function announce(server: WebSocketServer): void {
  server.on('listening', () => {
    process.stdout.write(`ws://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
}
