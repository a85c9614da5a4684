/** A server in this process, with a run of small batches, for targets of what comes from the network. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Client as GrpcClient, type ServiceError, status } from '@grpc/grpc-js';
import { pino } from 'pino';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { openFolder } from '../../../src/dataset/open-folder.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../../src/server/server.ts';
import { encoded } from '../../support/contract-walk.ts';
import { writeDataset } from '../../support/datasets.ts';

const MIB = 1024 * 1024;
/** In the names of the proto file. */
export const SPEC = {
  dataset: 'train',
  base_size: [32],
  global_batch: 4,
  equivalent_epochs: 2,
  schedule: { preset: 'constant' },
};
export const RUN = 'base';

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
const asIs = (answer: Buffer): Buffer => answer;
export const pathOf = (method: string): string => `/crescendo.v1.CrescendoService/${method}`;

export class Served {
  readonly server: CrescendoServer;
  readonly #store: SqliteStore;
  readonly #folder: string;
  #grpc: GrpcClient;

  private constructor(server: CrescendoServer, store: SqliteStore, folder: string) {
    this.server = server;
    this.#store = store;
    this.#folder = folder;
    this.#grpc = this.#connect();
  }

  static async start(sharedMemory: string): Promise<Served> {
    const folder = mkdtempSync(join(tmpdir(), 'crescendo-fuzz-served-'));
    writeDataset(join(folder, 'data'), 12);
    const store = await SqliteStore.open(':memory:');
    const datasets = new DatasetRegistry();
    datasets.add(await openFolder('train', join(folder, 'data'), undefined, {}));
    const server = await CrescendoServer.start({
      ...{ listen: '127.0.0.1:0', datasets, store, workers: 1, sharedMemory },
      ...{ memoryBytes: 64 * MIB, replayBytes: 16 * MIB, log: pino({ level: 'silent' }) },
    });
    return new Served(server, store, folder);
  }

  /** One call with one request: its error, or null. */
  unary(method: string, bytes: Uint8Array): Promise<ServiceError | null> {
    return new Promise((resolve) => {
      this.#grpc.makeUnaryRequest(pathOf(method), asBuffer, asIs, bytes, (error) => resolve(error));
    });
  }

  openRun(run = RUN): Promise<ServiceError | null> {
    return this.unary('OpenRun', encoded('OpenRunRequest', { run, spec: SPEC }));
  }

  deleteRun(run: string): Promise<ServiceError | null> {
    return this.unary('DeleteRun', encoded('DeleteRunRequest', { run }));
  }

  /**
   * One stream with some requests, to its end: its error, or null, and what has come. A stream that is left is cancelled,
   * with its connection, as a server closes connections that cancel many calls.
   *
   * @param enough true if it is to be left after this answer
   */
  async stream(
    method: string,
    requests: readonly Uint8Array[],
    enough: (answer: Buffer) => boolean,
  ): Promise<ServiceError | null> {
    let left = false;
    const error = await new Promise<ServiceError | null>((resolve) => {
      const call = this.#grpc.makeBidiStreamRequest(pathOf(method), asBuffer, asIs);
      call.on('data', (answer: Buffer) => {
        left ||= enough(answer);
        if (!left) return;
        resolve(null);
        call.cancel();
      });
      call.on('error', resolve);
      call.on('end', () => resolve(null));
      for (const request of requests) call.write(request);
      call.end();
    });
    if (left) {
      this.#grpc.close();
      this.#grpc = this.#connect();
    }
    return error;
  }

  /**
   * One stream to its end, with more requests once something has come.
   *
   * @param awaited true for the answer after which `then` gives the other requests; undefined if they come at once
   */
  exchange(
    method: string,
    first: readonly Uint8Array[],
    awaited: ((answer: Buffer) => boolean) | undefined,
    then: () => readonly Uint8Array[],
  ): Promise<ServiceError | null> {
    return new Promise((resolve, reject) => {
      const call = this.#grpc.makeBidiStreamRequest(pathOf(method), asBuffer, asIs);
      const finish = (): void => {
        for (const request of then()) call.write(request);
        call.end();
      };
      let waiting = awaited;
      call.on('data', (answer: Buffer) => {
        try {
          if (waiting?.(answer) !== true) return;
        } catch (error) {
          reject(error as Error);
        }
        waiting = undefined;
        finish();
      });
      call.on('error', resolve);
      call.on('end', () => resolve(null));
      for (const request of first) call.write(request);
      if (awaited === undefined) finish();
    });
  }

  async close(): Promise<void> {
    this.#grpc.close();
    await this.server.stop();
    await this.#store.close();
    rmSync(this.#folder, { recursive: true });
  }

  #connect(): GrpcClient {
    return new GrpcClient(this.server.address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
  }
}

/** True if the call was answered; false if it was refused as it should be. Anything else is a finding. */
export function answered(error: ServiceError | null): boolean {
  if (error === null) return true;
  if (error.code === status.INTERNAL || error.code === status.UNKNOWN) throw error;
  return false;
}
