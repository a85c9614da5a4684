/**
 * Every request message of the contract, at a server: an answer, or a refusal with a reason. The first byte of an input
 * says which method is called.
 */
import { encoded } from '../../support/contract-walk.ts';
import type { FuzzTarget } from '../target.ts';
import { answered, RUN, Served, SPEC } from './served.ts';

const subscribe = { run: RUN, world_size: 1, window: 1, client_id: 'c', shared_memory_slots: 2 };
const report = { run: RUN, world_size: 1, progress: { consumed_step: 2, step_seconds: 0.1 }, client_id: 'c' };

/** One right request of each method; a test checks that none is missing. */
export const REQUESTS: Readonly<Record<string, object>> = {
  OpenRun: { run: RUN, spec: SPEC, client_version: { revision: 3, program: 'fuzz' } },
  StreamBatches: { subscribe },
  ReportProgress: report,
  GetRun: { run: RUN },
  GetServer: {},
  WatchRun: { run: RUN },
  ListRuns: { archived: true },
  DeleteRun: { run: 'spare' },
  RenameRun: { run: 'spare', to: 'made' },
  ResetRun: { run: 'spare' },
  ArchiveRun: { run: 'spare', undo: true },
  ForkRun: { run: RUN, to: 'made', spec: { ...SPEC, global_batch: 8 }, step: 0 },
};
const METHODS = Object.keys(REQUESTS);

/** Calls that change which runs there are: before each of them, there is a run `spare`, and none of the name `made`. */
const OF_LIVES = ['DeleteRun', 'RenameRun', 'ResetRun', 'ArchiveRun', 'ForkRun'];

let served: Promise<Served> | undefined;

export const messagesTarget: FuzzTarget = {
  name: 'messages',
  rounds: 600,
  // Most mutants name another run.
  acceptedMin: 8,
  async seeds() {
    served ??= Served.start('off');
    await (await served).openRun();
    const seeds = METHODS.map((method, k) => [
      method,
      Buffer.concat([Buffer.of(k), encoded(`${method}Request`, REQUESTS[method] as Record<string, unknown>)]),
    ]);
    return Object.fromEntries(seeds) as Record<string, Uint8Array>;
  },
  async accepts(input) {
    const server = await served!;
    const method = METHODS[(input[0] ?? 0) % METHODS.length]!;
    const request = input.subarray(1);
    if (OF_LIVES.includes(method)) {
      await server.deleteRun('made');
      await server.openRun('spare');
      await server.openRun();
    }
    const streams = method === 'StreamBatches' || method === 'WatchRun';
    const error = streams ? await server.stream(method, [request], () => true) : await server.unary(method, request);
    return answered(error);
  },
  async close() {
    await (await served)?.close();
    served = undefined;
  },
};
