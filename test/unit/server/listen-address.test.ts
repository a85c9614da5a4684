import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { checkAddressFree, splitAddress } from '../../../src/server/listen-address.ts';
import { checkBinding } from '../../../src/server/server.ts';

test('an address in another form should be refused with what to write instead', () => {
  const cases: [string, RegExp][] = [
    ['7078', /; write --listen 127\.0\.0\.1:7078$/],
    ['http://localhost:7077', /http:\/\/localhost:7077: .* without http:\/\/; write --listen localhost:7077$/],
    ['grpc://10.0.0.1:80/x', /without grpc:\/\/; write --listen 10\.0\.0\.1:80$/],
    ['localhost', /HOST:PORT or unix:PATH; write --listen localhost:7077$/],
    ['localhost:99999', /a port is at most 65535$/],
    ['localhost:80/', /as in --listen 127\.0\.0\.1:7077$/],
    ['', /cannot listen on '': .*HOST:PORT/],
  ];
  for (const [address, message] of cases) {
    assert.throws(() => splitAddress(address), { reason: 'INVALID_FIELD', message }, address);
  }
  assert.deepEqual(splitAddress('[::1]:0'), { host: '[::1]', port: 0 });
  assert.deepEqual(splitAddress('unix:/run/x.sock'), { host: 'unix:/run/x.sock', port: 0 });
});

test('an address in use should be refused, and a free one should stay free', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  const message = `cannot listen on ${address}: another process listens there: stop it, or give another port, or port 0 for a free one`;
  await assert.rejects(checkAddressFree(address), { reason: 'INVALID_FIELD', message });
  await new Promise((resolve) => other.close(resolve));
  await checkAddressFree(address);
  await checkAddressFree(address);
  await checkAddressFree('127.0.0.1:0');
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-listen-'));
  const socket = join(folder, 's');
  await checkAddressFree(`unix:${socket}`);
  assert.equal(existsSync(socket), false);
  rmSync(folder, { recursive: true });
});

test('an address that others can reach should need TLS, and a way to tell who calls', () => {
  const certificate = { certificate: 'c', key: 'k' };
  const [tls, mutual, tokenFile, insecure] = [certificate, { ...certificate, clientAuthority: 'a' }, 'f', true];
  const allowed = [
    { listen: '127.0.0.1:0', tls: undefined },
    { listen: '127.0.0.1:0', tls: undefined, tokenFile },
    { listen: 'unix:/run/c', tls: undefined, tokenFile },
    { listen: '0.0.0.0:0', tls, tokenFile },
    { listen: '0.0.0.0:0', tls: mutual },
    { listen: '0.0.0.0:0', tls, insecure },
    { listen: '0.0.0.0:0', tls: undefined, insecure },
  ];
  for (const binding of allowed) checkBinding(binding);
  const refused: [Parameters<typeof checkBinding>[0], RegExp][] = [
    [{ listen: '0.0.0.0:0', tls: undefined }, /--tls-cert and --tls-key, with --token-file, or --insecure/],
    [{ listen: '0.0.0.0:0', tls }, /TLS does not say who may call: give --token-file .*--tls-client-ca, or --insecure/],
    [{ listen: '0.0.0.0:0', tls: undefined, tokenFile }, /tokens must not travel in plain text/],
    [{ listen: '0.0.0.0:0', tls: undefined, tokenFile, insecure }, /tokens must not travel in plain text/],
  ];
  for (const [binding, message] of refused)
    assert.throws(() => checkBinding(binding), { reason: 'INVALID_FIELD', message });
});

test('the path of a socket that the system would cut off should be refused', async () => {
  await assert.rejects(checkAddressFree(`unix:/tmp/${'a'.repeat(99)}`), /the path has 104 bytes, .* at most 103/);
});

test('a socket that a killed process has left behind should be free, but not one in use, nor another file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-listen-'));
  const socket = join(folder, 's');
  const code = `require('node:net').createServer().listen(${JSON.stringify(socket)}, () => console.log())`;
  const server = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
  const taken = { reason: 'INVALID_FIELD', message: /another process listens there/ };
  await assert.rejects(checkAddressFree(`unix:${socket}`), taken);
  server.kill('SIGKILL');
  await once(server, 'exit');
  assert.equal(existsSync(socket), true);
  await checkAddressFree(`unix:${socket}`);
  assert.equal(existsSync(socket), false);
  writeFileSync(socket, 'kept');
  await assert.rejects(checkAddressFree(`unix:${socket}`), taken);
  assert.equal(existsSync(socket), true);
  rmSync(folder, { recursive: true });
});
