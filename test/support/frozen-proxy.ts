/** A TCP proxy that can stop forwarding, as a network does that loses a route: nothing arrives, and nothing is closed. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface FrozenProxy {
  /** `host:port`. */
  address: string;
  /** From now on nothing is forwarded, in either direction. */
  freeze(): void;
  /** What was sent in the meantime arrives, and everything is forwarded again. */
  thaw(): void;
  close(): void;
}

/** @param target `host:port` to forward to */
export async function frozenProxy(target: string): Promise<FrozenProxy> {
  const port = Number(target.slice(target.lastIndexOf(':') + 1));
  const pairs = new Set<readonly [Socket, Socket]>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const pair of [[near, far] as const, [far, near] as const]) {
      const [from, to] = pair;
      pairs.add(pair);
      from.on('error', () => {});
      // A connection that breaks on one side breaks on the other one, once that can be told.
      from.on('close', () => {
        pairs.delete(pair);
        if (!frozen) to.destroy();
      });
      if (frozen) from.pause();
      else from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze: () => {
      frozen = true;
      for (const [from] of pairs) from.unpipe().pause();
    },
    thaw: () => {
      frozen = false;
      for (const [from, to] of pairs) {
        if (to.destroyed) from.destroy();
        else from.pipe(to);
      }
    },
    close: () => {
      for (const [from] of pairs) from.destroy();
      server.close();
    },
  };
}
