import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { connect, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { makeRoomCertificate, type RoomCertificate } from './room-certificate.ts';

/** Something that answers on loopback, with a certificate of its own. */
export interface Door {
  readonly address: '127.0.0.1';
  readonly port: number;
  readonly certificate: RoomCertificate;
}

/** Doors of one test, closed together. */
export class DoorBench {
  readonly #closing: (() => void)[] = [];

  async answering(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Door> {
    const certificate = await makeRoomCertificate(Date.now());
    const server = createHttpsServer(certificate, answer);
    this.#closing.push(() => server.closeAllConnections());
    return { ...(await this.#listen(server)), certificate };
  }

  /** Stands between with a certificate of its own, and passes everything on. */
  async passingOn(to: Door): Promise<Door & { heard: () => string }> {
    const certificate = await makeRoomCertificate(Date.now());
    let heard = '';
    const server = createTlsServer(certificate, (inside) => {
      const outside = connect({ host: to.address, port: to.port, rejectUnauthorized: false });
      this.#keep(inside, outside);
      inside.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
      inside.pipe(outside).pipe(inside);
    });
    return { ...(await this.#listen(server)), certificate, heard: () => heard };
  }

  /** Whatever else listens there. */
  async listening(server: Server): Promise<Omit<Door, 'certificate'>> {
    server.on('connection', (socket) => this.#closing.push(() => socket.destroy()));
    return this.#listen(server);
  }

  #keep(...sockets: TLSSocket[]): void {
    for (const socket of sockets) {
      socket.on('error', () => sockets.forEach((each) => each.destroy()));
      this.#closing.push(() => socket.destroy());
    }
  }

  async #listen(server: Server) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#closing.push(() => server.close());
    return { address: '127.0.0.1', port: (server.address() as AddressInfo).port } as const;
  }

  close(): void {
    for (const close of this.#closing.splice(0).toReversed()) close();
  }
}
