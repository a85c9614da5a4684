/** A real S3 server of the tests' own: SeaweedFS, on ports of this machine, with a folder that goes away with it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { seaweedProgram } from '../../scripts/python-env.ts';
import { freePorts } from './free-ports.ts';

const KEYS = { accessKeyId: 'crescendo', secretAccessKey: 'a secret of the tests' };
/** Milliseconds between two looks at whether it answers. */
const LOOK_MS = 100;
/** Times that it is started if it ends at once. */
const STARTS = 5;

/** Servers that are running: a failed test must not leave them behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export class Seaweed {
  readonly bucket = 'shards';
  readonly #folder = mkdtempSync(join(tmpdir(), 'crescendo-weed-'));
  readonly #ports: readonly number[];
  readonly #client = new AwsClient({ ...KEYS, service: 's3', region: 'us-east-1' });
  #child: ChildProcess | undefined;

  private constructor(ports: readonly number[]) {
    this.#ports = ports;
  }

  /** Starts a server with an empty bucket. */
  static async start(): Promise<Seaweed> {
    const server = new Seaweed(await freePorts(8));
    mkdirSync(join(server.#folder, 'data'));
    const identity = {
      name: 'tests',
      credentials: [{ accessKey: KEYS.accessKeyId, secretKey: KEYS.secretAccessKey }],
      actions: ['Admin', 'Read', 'Write', 'List'],
    };
    writeFileSync(join(server.#folder, 's3.json'), JSON.stringify({ identities: [identity] }));
    try {
      await server.startAgain();
      await server.#send('PUT', '');
      return server;
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  /** Where it answers. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.#ports[3]}`;
  }

  /** The variables with which its bucket can be read. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL_S3: this.endpoint,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_REGION: 'us-east-1',
    };
  }

  /** Starts it with the data that it had. Somebody else may have one of its ports for a moment. */
  async startAgain(): Promise<void> {
    for (let starts = 1; !(await this.#startOnce()); starts += 1) {
      assert.ok(starts < STARTS, `SeaweedFS does not start: ${readFileSync(this.#log, 'utf8')}`);
    }
  }

  /** Returns whether it answers; it may have ended instead. */
  async #startOnce(): Promise<boolean> {
    const [master, volume, filer, s3, ...grpc] = this.#ports;
    const log = openSync(this.#log, 'a');
    const child = spawn(
      seaweedProgram(),
      [
        'server',
        `-dir=${join(this.#folder, 'data')}`,
        ...[
          '-ip=127.0.0.1',
          '-ip.bind=127.0.0.1',
          '-filer=true',
          '-s3=true',
          `-s3.config=${join(this.#folder, 's3.json')}`,
        ],
        ...[`-master.port=${master}`, `-volume.port=${volume}`, `-filer.port=${filer}`, `-s3.port=${s3}`],
        ...[`-master.port.grpc=${grpc[0]}`, `-volume.port.grpc=${grpc[1]}`],
        ...[`-filer.port.grpc=${grpc[2]}`, `-s3.port.grpc=${grpc[3]}`],
        ...['-s3.port.iceberg=0', '-s3.port.lance=0', '-master.telemetry=false', '-master.volumeSizeLimitMB=256'],
        ...[
          `-filer.localSocket=${join(this.#folder, 'filer.sock')}`,
          `-s3.localSocket=${join(this.#folder, 's3.sock')}`,
        ],
      ],
      { stdio: ['ignore', log, log], cwd: this.#folder },
    );
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#child = child;
    while (child.exitCode === null) {
      if (await this.#answers()) return true;
      await wait(LOOK_MS);
    }
    return false;
  }

  /** Ends it with SIGKILL. */
  async kill(): Promise<void> {
    const child = this.#child!;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Returns the object's entity tag. */
  async put(key: string, bytes: Uint8Array): Promise<string> {
    return (await this.#send('PUT', `/${key}`, bytes)).headers.get('etag')!;
  }

  async delete(key: string): Promise<void> {
    await this.#send('DELETE', `/${key}`);
  }

  async remove(): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #log(): string {
    return join(this.#folder, 'log');
  }

  async #answers(): Promise<boolean> {
    try {
      // Not only the front: a list of buckets comes from the filer.
      const response = await this.#client.fetch(`${this.endpoint}/`);
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  async #send(method: string, path: string, body?: Uint8Array): Promise<Response> {
    const url = `${this.endpoint}/${this.bucket}${path}`;
    const response = await this.#client.fetch(
      url,
      body === undefined ? { method } : { method, body: Buffer.from(body) },
    );
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return response;
  }
}
