import { existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import * as encoding from 'lib0/encoding';
import { WebSocketServer } from 'ws';
import { announce, broadcast, join, roomOf, type RoomSockets } from './room-sockets.ts';

// Copies bytes, keeps each room's messages in memory, appends those of a turn to a file (no sync to disk),
// and answers a step 1 with all of them. No check, no document: a lower bound, not a design.
interface Log {
  readonly file: number;
  readonly updates: Buffer[];
  unwritten: Buffer[];
}

const folder = process.argv[2]!;
mkdirSync(folder, { recursive: true });
const logs = new Map<string, Log>();
const rooms: RoomSockets = new Map();
const dirty = new Set<Log>();

const sync = 0;
const step1 = 0;

function openLog(name: string): Log {
  const path = joinPath(folder, encodeURIComponent(name));
  const updates = existsSync(path) ? readLog(readFileSync(path)) : [];
  return { file: openSync(path, 'a'), updates, unwritten: [] };
}

function readLog(bytes: Buffer): Buffer[] {
  const updates: Buffer[] = [];
  for (let position = 0; position + 4 <= bytes.length; ) {
    const end = position + 4 + bytes.readUInt32LE(position);
    if (end > bytes.length) break;
    updates.push(bytes.subarray(position + 4, end));
    position = end;
  }
  return updates;
}

function append(log: Log, update: Buffer): void {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(update.length);
  log.updates.push(update);
  log.unwritten.push(length, update);
  if (dirty.size === 0) setImmediate(write);
  dirty.add(log);
}

function write(): void {
  for (const log of dirty) writeSync(log.file, Buffer.concat(log.unwritten.splice(0)));
  dirty.clear();
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket, request) => {
  const name = roomOf(request.url);
  const room = join(rooms, name, socket);
  const log = logs.get(name) ?? openLog(name);
  logs.set(name, log);
  // The vector of one who knows nothing: the client answers with all it has.
  socket.send(Buffer.from([sync, step1, 1, 0]));
  socket.on('message', (data: Buffer) => {
    if (data[0] !== sync) return broadcast(room, socket, data);
    if (data[1] === step1) {
      for (const update of log.updates) socket.send(update);
      socket.send(emptyStep2);
      return;
    }
    append(log, Buffer.concat([data]));
    broadcast(room, socket, data);
  });
});

const emptyStep2 = encoding.encode((encoder) => {
  encoding.writeVarUint(encoder, sync);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint8Array(encoder, new Uint8Array([0, 0]));
});
announce(server);
