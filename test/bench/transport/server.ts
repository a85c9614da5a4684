/**
 * The server of the transport benchmark, forked: the real server with a pool that makes no pixels, on TCP, on a Unix socket and
 * with TLS, and a bare HTTP/2 stream of the same bytes. Answers every message of its parent with its CPU time.
 */
import { constants, createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { LIMITS } from '../../../src/limits.ts';
import type { BatchPool } from '../../../src/make/workers/pool.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { CrescendoServer, type TlsFiles } from '../../../src/server/server.ts';
import { namesOnly } from '../../support/datasets.ts';

const [folder = '', chunkBytes = String(LIMITS.chunkBytes), batchBytes = '0'] = process.argv.slice(2);

/** Fills a slot only when it is first used, because only the transport is measured. */
function patternPool(): BatchPool {
  const filled = new WeakSet<SharedArrayBuffer>();
  return {
    size: 1,
    busyMs: 0,
    run: ({ batch: { buffer } }) => {
      if (!filled.has(buffer)) new Uint8Array(buffer).fill(0x5a);
      filled.add(buffer);
      return Promise.resolve({ replacements: [], unread: [] });
    },
    close: () => Promise.resolve(),
  };
}

const pem = fileURLToPath(new URL('../../../clients/conformance/localhost.pem', import.meta.url));

async function crescendo(listen: string, tls?: TlsFiles): Promise<string> {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100_000));
  const server = await CrescendoServer.start({
    ...{ listen, datasets, pool: patternPool(), chunkBytes: Number(chunkBytes), tls },
    store: await SqliteStore.open(':memory:'),
    log: pino({ level: 'warn' }, pino.destination(2)),
  });
  return server.address;
}

/** Streams batches for as long as the client reads, from three buffers in turn as the real server does. */
function bareHttp2(): Promise<string> {
  const batches = [0, 1, 2].map(() => Buffer.from(new SharedArrayBuffer(Number(batchBytes))).fill(0x5a));
  const server = createServer();
  server.on('stream', async (stream: ServerHttp2Stream) => {
    stream.on('error', () => {});
    stream.respond({ [constants.HTTP2_HEADER_STATUS]: 200 });
    for (let k = 0; !stream.destroyed; k += 1) {
      const batch = batches[k % batches.length]!;
      for (let at = 0; at < batch.length; at += Number(chunkBytes)) {
        const chunk = batch.subarray(at, at + Number(chunkBytes));
        await new Promise((resolve) => {
          stream.once('close', resolve);
          stream.write(chunk, () => {
            stream.off('close', resolve);
            resolve(undefined);
          });
        });
      }
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit());
process.send?.({
  tcp: await crescendo('127.0.0.1:0'),
  unix: await crescendo(`unix:${join(folder, 'server.sock')}`),
  tls: await crescendo('localhost:0', { certificate: pem, key: pem }),
  http2: await bareHttp2(),
});
