import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A port in front of another one that lets everything through but WebSockets. */
export interface BlockingPort {
  readonly port: number;
  /** WebSockets that were turned away. */
  blocked(): number;
  close(): Promise<void>;
}

export async function startBlockingPort(targetPort: number): Promise<BlockingPort> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  let blocked = 0;
  const server = createServer((client) => {
    keep(client);
    client.once('data', (data) => {
      if (/^upgrade: websocket/im.test(data.toString('latin1'))) {
        blocked += 1;
        client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      const far = connect(targetPort, '127.0.0.1');
      keep(far);
      far.write(data);
      client.pipe(far).pipe(client);
      client.on('close', () => far.destroy());
      far.on('close', () => client.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    blocked: () => blocked,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
