import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface SocksProxyOptions {
  /** `name:password`; without them everybody may use it. Version 5 only. */
  credentials?: string;
  /** Names that only this proxy knows, with their addresses. */
  names?: Readonly<Record<string, string>>;
  /** Answers every wish for a connection with this code in place of connecting. */
  refuseWith?: number;
}

/** A real SOCKS proxy on loopback: versions 4, 4a and 5 (RFC 1928, RFC 1929), CONNECT only. */
export interface SocksProxy {
  /** `host:port` */
  readonly host: string;
  /** `4 host:port` or `5 host:port` of each wish for a connection, in order, as it was asked for. */
  readonly wishes: string[];
  close(): Promise<void>;
}

export async function startSocksProxy(options: SocksProxyOptions = {}): Promise<SocksProxy> {
  const sockets = new Set<Socket>();
  const wishes: string[] = [];
  const keep = (socket: Socket) => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    void serve(new Reader(keep(client)), options, wishes, keep).catch(() => client.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    wishes,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  reader: Reader,
  { credentials, names = {}, refuseWith }: SocksProxyOptions,
  wishes: string[],
  keep: (socket: Socket) => Socket,
): Promise<void> {
  const client = reader.socket;
  const [version = 0, second = 0] = await reader.take(2);
  if (version === 5 && !(await agree(reader, second, credentials))) return void client.end();
  const { host, port } = version === 5 ? await wishOf5(reader) : await wishOf4(reader);
  wishes.push(`${version} ${host}:${port}`);
  const answer = (code: number) =>
    client.write(
      version === 5
        ? Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0])
        : Buffer.from([0, code === 0 ? 90 : code, 0, 0, 0, 0, 0, 0]),
    );
  if (refuseWith !== undefined) {
    answer(refuseWith);
    return void client.end();
  }
  const far = keep(connect(port, names[host] ?? host));
  far.once('error', () => {
    answer(version === 5 ? 5 : 91);
    client.end();
  });
  far.once('connect', () => {
    answer(0);
    client.unshift(reader.rest());
    client.pipe(far).pipe(client);
  });
  client.on('close', () => far.destroy());
  far.on('close', () => client.end());
}

/** Which way to show who one is; resolves to false when the client may not come in. */
async function agree(reader: Reader, methodCount: number, credentials?: string): Promise<boolean> {
  const methods = await reader.take(methodCount);
  const wanted = credentials === undefined ? 0 : 2;
  if (!methods.includes(wanted)) {
    reader.socket.write(Buffer.from([5, 0xff]));
    return false;
  }
  reader.socket.write(Buffer.from([5, wanted]));
  if (credentials === undefined) return true;
  const [, nameLength = 0] = await reader.take(2);
  const name = (await reader.take(nameLength)).toString();
  const [passwordLength = 0] = await reader.take(1);
  const isRight = `${name}:${(await reader.take(passwordLength)).toString()}` === credentials;
  reader.socket.write(Buffer.from([1, isRight ? 0 : 1]));
  return isRight;
}

async function wishOf5(reader: Reader): Promise<{ host: string; port: number }> {
  const [, , , kind] = await reader.take(4);
  let host: string;
  if (kind === 1) host = [...(await reader.take(4))].join('.');
  else if (kind === 3) host = (await reader.take((await reader.take(1))[0]!)).toString();
  else host = (await reader.take(16)).toString('hex').replace(/(?<=.)(?=(.{4})+$)/g, ':');
  return { host, port: (await reader.take(2)).readUInt16BE() };
}

/** The command's two bytes are read already. */
async function wishOf4(reader: Reader): Promise<{ host: string; port: number }> {
  const port = (await reader.take(2)).readUInt16BE();
  const address = await reader.take(4);
  await reader.text();
  // Version 4a: an address that cannot be stands for a name that follows.
  const isName = address.subarray(0, 3).equals(Buffer.alloc(3)) && address[3] !== 0;
  return { host: isName ? await reader.text() : [...address].join('.'), port };
}

/** Bytes of a socket as they are needed. */
class Reader {
  readonly socket: Socket;
  #bytes = Buffer.alloc(0);
  #wake: () => void = () => undefined;
  readonly #onData = (data: Buffer) => {
    this.#bytes = Buffer.concat([this.#bytes, data]);
    this.#wake();
  };

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', this.#onData);
  }

  async take(length: number): Promise<Buffer> {
    while (this.#bytes.length < length) await this.#more();
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }

  /** Up to the next zero, which is left out. */
  async text(): Promise<string> {
    while (!this.#bytes.includes(0)) await this.#more();
    const text = await this.take(this.#bytes.indexOf(0));
    await this.take(1);
    return text.toString();
  }

  /** What is left; the socket is the caller's from here on. */
  rest(): Buffer {
    this.socket.off('data', this.#onData);
    this.socket.pause();
    return this.#bytes;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
