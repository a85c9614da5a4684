/** A gate of every release: see "Releasing" in CONTRIBUTING.md. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ServerHttp2Stream } from 'node:http2';
import { createRequire } from 'node:module';
import { credentials, Client as GrpcClient, Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import { test } from 'vitest';
import { rawStream } from '../../../src/delivery/framed-write.ts';

type Call = ServerDuplexStream<Buffer, Buffer>;

const PATH = '/test/Stream';
const same = (bytes: Buffer): Buffer => bytes;

/** The release of grpc-js that the server runs on. */
function grpcVersion(): string {
  const manifest = createRequire(import.meta.url).resolve('@grpc/grpc-js/package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** Calls a server of grpc-js; tells whether framed writes find an open HTTP/2 stream in the handler's call. */
async function findsStream(): Promise<boolean> {
  const server = new Server();
  const codec = {
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
  const found = new Promise<boolean>((resolve) => {
    const handler = (call: Call): void => {
      const stream = rawStream(call) as unknown as ServerHttp2Stream | undefined;
      resolve(typeof stream?.id === 'number' && stream.session !== undefined);
      call.end();
    };
    server.addService(
      { stream: { path: PATH, requestStream: true, responseStream: true, ...codec } },
      { stream: handler },
    );
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const client = new GrpcClient(`127.0.0.1:${port}`, credentials.createInsecure());
  client.makeBidiStreamRequest(PATH, same, same).on('error', () => {});
  const open = await found;
  client.close();
  server.forceShutdown();
  return open;
}

test('grpc-js keeps the HTTP/2 stream of a call where framed writes look for it', async () => {
  const message =
    `@grpc/grpc-js ${grpcVersion()} no longer keeps a call's HTTP/2 stream in call.call.stream, a private field that ` +
    'src/delivery/framed-write.ts writes chunks to. The server works without it and copies every chunk once more. ' +
    'Stay with the release before, or adapt rawStream() and run the transport benchmark; see "Releasing" in CONTRIBUTING.md';
  assert.ok(await findsStream(), message);
});
