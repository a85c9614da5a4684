import assert from 'node:assert/strict';
import {
  credentials,
  Client as GrpcClient,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { test } from 'vitest';
import { chunkLayout, frameChunks } from '../../../src/delivery/chunk-layout.ts';
import { writeFramed } from '../../../src/delivery/framed-write.ts';
import { writeChunk, writeMessage } from '../../../src/delivery/write.ts';

type Call = ServerDuplexStream<Buffer, Uint8Array>;

const same = (bytes: Buffer): Buffer => bytes;
const PATH = '/test/Stream';
const SERVICE: ServiceDefinition = {
  stream: {
    ...{ path: PATH, requestStream: true, responseStream: true },
    ...{ requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same },
  },
};

/** Three chunks of one sample each. */
const layout = chunkLayout([{ name: 'images', dtype: 'uint8', shape: [100_000] }], 3, 100_000);
const slot = new SharedArrayBuffer(layout.byteLength);
const frameChunk = (c: number): Buffer => [...frameChunks(slot, layout)][c]!;
const pattern = new Uint8Array(slot);
for (let k = 0; k < pattern.length; k += 1) pattern[k] = (k * 31) % 251;

test("chunks should go through grpc-js's own HTTP/2 stream, whole and in order, among other messages", async () => {
  const server = new Server();
  const handler = async (call: Call): Promise<void> => {
    await writeChunk(call, frameChunk(0));
    await writeMessage(call, Buffer.from('between'));
    await writeChunk(call, frameChunk(1));
    await writeChunk(call, frameChunk(2));
    call.end();
  };
  server.addService(SERVICE, { stream: (call: Call) => void handler(call) });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const client = new GrpcClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const received: Buffer[] = [];
  const code = await new Promise<number>((resolve) => {
    const call = client.makeBidiStreamRequest(PATH, same, same);
    call.on('data', (bytes: Buffer) => received.push(bytes));
    call.on('error', () => {});
    call.on('status', (status) => resolve(status.code));
  });
  assert.equal(code, 0);
  const chunks = [0, 1, 2].map((c) => Buffer.from(frameChunk(c)));
  assert.deepEqual(
    received.map((bytes) => bytes.length),
    [chunks[0]!.length, 7, chunks[1]!.length, chunks[2]!.length],
  );
  assert.ok(
    Buffer.concat(received).equals(Buffer.concat([chunks[0]!, Buffer.from('between'), chunks[1]!, chunks[2]!])),
  );
  client.close();
  server.forceShutdown();
});

test('where grpc-js has no such stream, a chunk should be an ordinary message', () => {
  const written: Uint8Array[] = [];
  const call = {
    sendMetadata: () => assert.fail('the call does that itself'),
    write: (bytes: Uint8Array, done: () => void) => {
      written.push(Buffer.from(bytes));
      done();
      return true;
    },
  };
  let done = false;
  writeFramed(call as never, frameChunk(1), () => {
    done = true;
  });
  assert.ok(done);
  assert.deepEqual(written, [Buffer.from(frameChunk(1))]);
});
