import { type crescendo, v1 } from '@crescendo/proto';
import type { Logger } from 'pino';
import type { CacheControl } from '../dataset/cache/control.ts';
import { BatchQueue, type BatchSource } from '../delivery/batch-queue.ts';
import type { BatchCall } from '../delivery/call.ts';
import type { SlottedBatch } from '../delivery/delivery.ts';
import { GrpcDelivery } from '../delivery/grpc.ts';
import { PulledStream } from '../delivery/pulled-stream.ts';
import { type SharedContext, SharedDelivery } from '../delivery/shared-memory.ts';
import { BATCHES_IN_THE_MAKING, type BatchStream, type Window, WindowedStream } from '../delivery/windowed-stream.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { MakerContext } from '../make/batch-maker.ts';
import type { LeaseTiming, RankLease } from '../runs/rank-lease.ts';
import type { RunRegistry } from '../runs/registry.ts';
import type { Run } from '../runs/run.ts';
import type { RunPlan } from '../runs/run-plan.ts';
import type { RankId } from '../runs/store/store.ts';
import { ownSize, sizeOf } from '../spec/stage-size.ts';
import { type ImageSize, shorterSide } from '../types.ts';
import type { Access } from './access/access.ts';
import type { Caller, Demand } from './access/caller.ts';
import type { TokenUse } from './access/use.ts';
import type { LoadMeter } from './load-meter.ts';
import type { StorageOutages } from './storage-outages.ts';
import type { TrainerStreams } from './trainer-streams.ts';
import { TrainingSource } from './training-source.ts';
import { ValidationSource } from './validation-source.ts';
import { checkClientVersion, serverVersionFor } from './version-skew.ts';

/** The server's resources for a stream. */
export interface StreamContext extends MakerContext {
  access: Access;
  tokenUse: TokenUse;
  runs: RunRegistry;
  trainers: TrainerStreams;
  /** Memory for clients on the same host; undefined if there is none. */
  shared: SharedContext | undefined;
  /** How long a trainer has a rank without a sign of life; undefined takes the default. */
  leaseTiming?: LeaseTiming | undefined;
  /** Where batches wait for storage that does not answer. */
  outages: StorageOutages;
  /** The cache of remote storage; undefined if there is none. */
  cache?: CacheControl | undefined;
  load: LoadMeter;
  place: ServerPlace;
  log: Logger;
  /** Aborted when the server stops. */
  stopping: AbortSignal;
}

/** How this process is told from other servers. */
export interface ServerPlace {
  /** Random, and new for every start. */
  instance: string;
  /** Addresses of the processes that serve together with this one. */
  siblings(): readonly string[];
}

/** A stream that has begun. */
export interface OpenStream {
  run: Run;
  place: RankId;
  firstStep: number;
  /** Sends until the end. */
  sending: Promise<void>;
  /**
   * Takes note of a request after the first one, of reports in the order of the calls. Rejects with INVALID_FIELD,
   * PROTOCOL.
   */
  receive(request: crescendo.v1.IStreamBatchesRequest): Promise<void>;
  end(): void;
}

const WINDOW_DEFAULT = 4;

/**
 * Begins the stream of a subscription. Throws VERSION_SKEW, UNKNOWN_RUN, WORLD_MISMATCH, SCHEDULE_MISMATCH,
 * STEP_OUT_OF_RANGE, TOO_MANY_BAD_SAMPLES, CLASS_MISMATCH, RANK_TAKEN, LIMIT, BATCH_TOO_LARGE, INVALID_FIELD, and what
 * forbids it to the caller: ROLE_REQUIRED, RUN_NOT_ALLOWED, NOT_OWNER, QUOTA.
 */
export async function subscribe(
  call: BatchCall,
  context: StreamContext,
  message: crescendo.v1.ISubscribe,
  caller: Caller,
): Promise<OpenStream> {
  checkClientVersion(message.clientVersion);
  caller.check(demandOf(message));
  const run = await context.runs.get(message.run ?? '');
  if (!isValidation(message)) await checkTrainer(context, message, caller, run);
  checkClientVersion(message.clientVersion, serverVersionFor(run.spec));
  const place = { rank: message.rank ?? 0, worldSize: message.worldSize ?? 0 };
  run.plan.checkRank(place);
  checkToken(run.plan, message.scheduleToken ?? '');
  const window = checkWindow(message.window ?? 0);
  checkSharedSlots(message.sharedMemorySlots ?? 0);
  const split = isValidation(message) ? 'val' : 'train';
  const owner = { run: run.name, ...place, split, client: clientIdOf(message), token: caller.name } as const;
  await context.trainers.displace(owner);
  const release = context.runs.holders.hold(run.name, { ...place, split, peer: call.getPeer() });
  try {
    const checked = { run, place, window };
    const stream =
      split === 'val'
        ? validationStream(call, context, message, checked)
        : await trainingStream(call, context, message, checked);
    const ended = context.load.begin();
    const over = (): void => {
      release();
      ended();
    };
    void stream.sending.then(over, over);
    context.trainers.enter(owner, call, stream.sending);
    return stream;
  } catch (error) {
    release();
    throw error;
  }
}

const isValidation = ({ split }: crescendo.v1.ISubscribe): boolean => split === v1.Split.SPLIT_VAL;

/** What a subscription needs to begin and to go on. */
export function demandOf(message: crescendo.v1.ISubscribe): Demand {
  return { role: isValidation(message) ? 'read' : 'train', run: message.run ?? '' };
}

async function checkTrainer(
  { tokenUse }: StreamContext,
  message: crescendo.v1.ISubscribe,
  caller: Caller,
  run: Run,
): Promise<void> {
  if (caller.entry === undefined) return;
  caller.checkOwner(run);
  // Only the holder of the lease may report, and a stream without an id has none.
  if (clientIdOf(message) === '') {
    throw new CrescendoError(
      'INVALID_FIELD',
      'subscribe.client_id is missing: a server with tokens needs it, to tell the trainers of a rank apart',
      { field: 'subscribe.client_id' },
    );
  }
  await tokenUse.checkState(caller);
}

interface Checked {
  run: Run;
  place: RankId;
  window: number;
}

async function trainingStream(
  call: BatchCall,
  context: StreamContext,
  message: crescendo.v1.ISubscribe,
  { run, place, window }: Checked,
): Promise<OpenStream> {
  await run.checkBadSamples();
  const lease = await takeLease(context, message, run, place);
  if (lease === undefined) return await batchStream(call, context, message, { run, place, window });
  // A trainer that restarts must not wait until the batches in the making are done.
  call.on('cancelled', () => void lease.release());
  try {
    const stream = await batchStream(call, context, message, { run, place, window }, lease);
    return { ...stream, sending: stream.sending.finally(() => lease.release()) };
  } catch (error) {
    await lease.release();
    throw error;
  }
}

const clientIdOf = ({ clientId }: crescendo.v1.ISubscribe): string => checkedName('client_id', clientId);

function checkedName(field: string, given: string | null | undefined): string {
  const { length } = given ?? '';
  if (length <= LIMITS.nameLength) return given ?? '';
  throw invalid(`subscribe.${field}`, length, `must have at most ${LIMITS.nameLength} characters`);
}

/** Undefined for a client that gives no id: it is older than leases. */
async function takeLease(
  { leaseTiming }: StreamContext,
  message: crescendo.v1.ISubscribe,
  run: Run,
  place: RankId,
): Promise<RankLease | undefined> {
  const client = clientIdOf(message);
  const host = checkedName('client_host', message.clientHost);
  const { takeover, pull } = message;
  return client === ''
    ? undefined
    : await run.takeLease(place, { client, host, takeover: takeover ?? false, shared: pull ?? false }, leaseTiming);
}

async function batchStream(
  call: BatchCall,
  context: StreamContext,
  message: crescendo.v1.ISubscribe,
  { run, place, window }: Checked,
  lease?: RankLease,
): Promise<OpenStream> {
  const resumes = message.afterLastAcknowledged && !message.pull;
  const firstStep = resumes ? await run.nextStep(place) : (message.step ?? 0);
  checkFirstStep(run.name, firstStep, run.plan.horizon, run.plan.totalSteps === undefined);
  const source = new TrainingSource(context, { run, place, lease }, Math.min(window, BATCHES_IN_THE_MAKING));
  // The window follows what this stream reports, not the highest step ever: a trainer may have returned to an earlier
  // step.
  const report = async (progress: crescendo.v1.IProgress): Promise<void> => {
    const { consumedStep, stepSeconds } = progress;
    context.load.trained(progress);
    await run.reportProgress({ ...place, consumedStep: consumedStep ?? 0, stepSeconds: stepSeconds ?? 0 });
  };
  return { run, place, firstStep, ...open(call, context, message, source, { firstStep, window }, report) };
}

function validationStream(
  call: BatchCall,
  context: StreamContext,
  message: crescendo.v1.ISubscribe,
  { run, place, window }: Checked,
): OpenStream {
  const dataset = context.runs.validation(run);
  const size = validationSize(run, message.validationSize || shorterSide(run.spec.base_size));
  if (run.validationBatch % place.worldSize !== 0) {
    throw invalid(
      'validation.global_batch',
      run.validationBatch,
      `must be a multiple of world_size, ${place.worldSize}`,
    );
  }
  const request = { run, dataset, ...place, size, pad: message.padRemainder ?? false };
  const source = new ValidationSource(context, request, Math.min(window, BATCHES_IN_THE_MAKING));
  const firstStep = message.step ?? 0;
  if (firstStep > source.totalSteps) {
    source.close();
    checkFirstStep(`${run.name}'s validation`, firstStep, source.totalSteps, false);
  }
  return { run, place, firstStep, ...open(call, context, message, source, { firstStep, window }, noReports) };
}

/** Validation has no progress. */
const noReports = (): Promise<void> => Promise.resolve();

/** Begins to send, with shared memory if the client asks for it and there is any. */
function open<Batch extends SlottedBatch>(
  call: BatchCall,
  { stopping, shared: memory }: StreamContext,
  { sharedMemorySlots: slots, pull }: crescendo.v1.ISubscribe,
  source: BatchSource<Batch>,
  window: Window,
  report: (progress: crescendo.v1.IProgress) => Promise<void>,
): Pick<OpenStream, 'sending' | 'receive' | 'end'> {
  const shared = memory && slots ? new SharedDelivery(memory, slots, source.batchBytesMax) : undefined;
  const grpc = new GrpcDelivery(call);
  const deliveries = shared === undefined ? [grpc] : [shared, grpc];
  const batches = { source, queue: new BatchQueue(call, source, deliveries) };
  const pulled = pull ? new PulledStream(call, stopping, batches, window.window) : undefined;
  const stream: BatchStream = pulled ?? new WindowedStream(call, stopping, batches, window);
  return {
    sending: stream.run(),
    receive: async ({ progress, release, sharedMemory, fetch }) => {
      if (progress) {
        // The window moves once the report is durable.
        await report(progress);
        shared?.renew();
        stream.consumed(progress.consumedStep ?? 0);
      } else if (fetch && pulled !== undefined) pulled.fetch(fetch.steps ?? [], fetch.cancel ?? []);
      else if (release) shared?.release(release);
      else if (sharedMemory) shared?.answer(sharedMemory);
      else
        throw new CrescendoError(
          'PROTOCOL',
          'every message after the first must be `progress`, about shared memory, or on a stream with `pull` a `fetch`',
          { field: fetch ? 'fetch' : 'progress' },
        );
    },
    end: () => stream.end(),
  };
}

function checkSharedSlots(slots: number): void {
  if (slots <= LIMITS.sharedMemorySlots) return;
  throw invalid('subscribe.shared_memory_slots', slots, `must be at most ${LIMITS.sharedMemorySlots}`);
}

/** The size of validation images whose shorter side is given: the same share of both sides of the base size. */
function validationSize({ spec }: Run, side: number): ImageSize {
  const most = shorterSide(spec.base_size);
  if (side % 2 !== 0 || side < LIMITS.bandwidthMin || side > most) {
    throw invalid('subscribe.validation_size', side, `must be even, ${LIMITS.bandwidthMin}..${most}`);
  }
  return sizeOf(ownSize(side, spec.base_size, spec.side_multiple));
}

function checkFirstStep(name: string, firstStep: number, horizon: number, growing: boolean): void {
  if (firstStep <= horizon) return;
  const decided = growing ? ' so far' : '';
  throw new CrescendoError(
    'STEP_OUT_OF_RANGE',
    `step ${firstStep} is outside the schedule of run ${name}, which has ${horizon} steps${decided}`,
    { field: 'subscribe.step', value: String(firstStep), bound: String(horizon) },
  );
}

function checkToken(run: RunPlan, token: string): void {
  if (token === '' || token === run.scheduleToken) return;
  throw new CrescendoError(
    'SCHEDULE_MISMATCH',
    `schedule token ${token} differs from that of run ${run.name}, ${run.scheduleToken}: the data, the spec or the pixel ` +
      'engine has changed since the client opened the run: open it again',
    { field: 'subscribe.schedule_token', value: token, bound: run.scheduleToken },
  );
}

function checkWindow(window: number): number {
  const chosen = window === 0 ? WINDOW_DEFAULT : window;
  if (chosen <= LIMITS.window) return chosen;
  throw new CrescendoError('INVALID_FIELD', `window ${window} is above the limit of ${LIMITS.window} batches`, {
    field: 'subscribe.window',
    value: String(window),
    bound: String(LIMITS.window),
  });
}

function invalid(field: string, value: number, rule: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `${field}: ${rule} (given: ${value})`, { field, value: String(value) });
}
