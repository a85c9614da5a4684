/**
 * Many streams at one server: `crowd.ts ADDRESS RUNS RANKS SECONDS`. A connection for each run, a stream for each rank.
 * Prints "ready" once every stream has had a batch, and afterwards, as JSON, the batches that each stream had in the time.
 */
import { v1 } from '@crescendo/proto';
import { type ClientDuplexStream, credentials, Client as GrpcClient } from '@grpc/grpc-js';
import { specMessage } from '../../../clients/typescript/src/spec.ts';

const [address = '', ...numbers] = process.argv.slice(2);
const [runs = 1, ranks = 1, seconds = 1] = numbers.map(Number);
const identity = (bytes: Buffer): Buffer => bytes;
const path = (method: string): string => `/crescendo.v1.CrescendoService/${method}`;

type Call = ClientDuplexStream<Buffer, Buffer>;

function openRun(grpc: GrpcClient, run: string): Promise<unknown> {
  const schedule = [{ until: 1, bandwidth: 2 }];
  const spec = specMessage({
    dataset: 'train',
    globalBatch: 8 * ranks,
    worldSize: ranks,
    budget: { steps: 1e6 },
    schedule,
  });
  const request = v1.OpenRunRequest.encode({ run, spec }).finish();
  return new Promise((resolve, reject) => {
    const done = (error: Error | null): void => (error === null ? resolve(undefined) : reject(error));
    grpc.makeUnaryRequest(path('OpenRun'), identity, identity, Buffer.from(request), done);
  });
}

interface Stream {
  call: Call;
  batches: number;
  /** Resolves at the first batch. */
  first: Promise<void>;
  /** Reports the newest batch. */
  report(): void;
}

/** Whether batches are reported: not before every stream has one, as the ranks of a job begin together. */
let begun = false;

/** Reports every batch at once, as a trainer that is faster than its data. */
function readStream(grpc: GrpcClient, run: string, rank: number): Stream {
  const call: Call = grpc.makeBidiStreamRequest(path('StreamBatches'), identity, identity);
  const send = (request: Parameters<typeof v1.StreamBatchesRequest.encode>[0]): void => {
    call.write(Buffer.from(v1.StreamBatchesRequest.encode(request).finish()));
  };
  const first = Promise.withResolvers<void>();
  let newest = 0;
  const report = (): void => send({ progress: { consumedStep: newest } });
  const stream = { call, batches: 0, first: first.promise, report };
  call.on('error', first.reject);
  call.on('data', (bytes: Buffer) => {
    const { header } = v1.StreamBatchesResponse.decode(bytes);
    if (!header) return;
    stream.batches += 1;
    first.resolve();
    newest = Number(header.step ?? 0);
    if (begun) report();
  });
  send({ subscribe: { run, rank, worldSize: ranks, step: 0, window: 4, clientId: `${run}-${rank}` } });
  return stream;
}

const streams = [];
for (let k = 0; k < runs; k += 1) {
  const options = { 'grpc.use_local_subchannel_pool': 1, 'grpc.max_receive_message_length': -1 };
  const grpc = new GrpcClient(address, credentials.createInsecure(), options);
  const run = `crowd-${runs}-${ranks}-${k}`;
  await openRun(grpc, run);
  for (let rank = 0; rank < ranks; rank += 1) streams.push(readStream(grpc, run, rank));
}
await Promise.all(streams.map(({ first }) => first));
begun = true;
for (const { report } of streams) report();
console.log('ready');
const before = streams.map(({ batches }) => batches);
await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
console.log(JSON.stringify(streams.map(({ batches }, k) => batches - before[k]!)));
process.exit();
