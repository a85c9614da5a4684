/** A TCP proxy that can stop forwarding, as a network does that loses a route: nothing arrives, and nothing is closed. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface FrozenProxy {
  /** `host:port`. */
  address: string;
  /** From now on nothing is forwarded, in either direction. */
  freeze(): void;
  close(): void;
}

/** @param target `host:port` to forward to */
export async function frozenProxy(target: string): Promise<FrozenProxy> {
  const port = Number(target.slice(target.lastIndexOf(':') + 1));
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.push(from);
      from.on('error', () => {});
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
