/**
 * The TypeScript reader of the transport benchmark: `reader.ts ADDRESS TASK_JSON`. Prints "ready" after the first
 * batches, and one line of JSON after the timed ones.
 */
import { readFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { credentials } from '@grpc/grpc-js';
import { connect } from '../../../clients/typescript/src/index.ts';

const MIB = 1024 * 1024;
/** The certificate of the server, which signs itself. */
const PEM = new URL('../../../clients/conformance/localhost.pem', import.meta.url);
const [address = '', json = '{}'] = process.argv.slice(2);
const task = JSON.parse(json) as { run: string; spec: object; warm: number; batches: number; path: string };

/** Batches of the bare stream, copied into a buffer of their own as a trainer's are. */
async function* bareBatches(batchBytes: number): AsyncGenerator<number> {
  const session = connectHttp2(`http://${address}`, { settings: { initialWindowSize: 8 * MIB } });
  session.once('remoteSettings', () => session.setLocalWindowSize(8 * MIB));
  const stream = session.request();
  const buffers = [new Uint8Array(batchBytes), new Uint8Array(batchBytes)];
  let [batch, filled] = [0, 0];
  for await (const piece of stream as AsyncIterable<Buffer>) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + batchBytes - filled);
      buffers[batch % 2]!.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < batchBytes) continue;
      yield batchBytes;
      [batch, filled] = [batch + 1, 0];
    }
  }
}

async function* batches(): AsyncGenerator<number> {
  if (task.path === 'http2') {
    yield* bareBatches((task as unknown as { batchBytes: number }).batchBytes);
    return;
  }
  const client = connect(address, task.path === 'TLS' ? { credentials: credentials.createSsl(readFileSync(PEM)) } : {});
  const sharedMemory = task.path === 'shared memory';
  for await (const { images } of client.batches({ run: task.run, spec: task.spec as never, sharedMemory } as never)) {
    yield images.byteLength;
  }
}

let [count, bytes, start] = [0, 0, 0];
let cpu = process.cpuUsage();
for await (const batchBytes of batches()) {
  count += 1;
  if (count > task.warm) bytes += batchBytes;
  if (count === task.warm) {
    console.log('ready');
    start = performance.now();
    cpu = process.cpuUsage();
  }
  if (count === task.warm + task.batches) break;
}
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ bytes, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 }));
process.exit();
