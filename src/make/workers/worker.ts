/** The code of one worker thread: turns the samples that it claims into pixels in shared memory. */

import { workerData } from 'node:worker_threads';
import { openSource } from '../../dataset/folder-source.ts';
import type { SampleSource } from '../../dataset/source.ts';
import { sampleOffset } from '../../delivery/chunk-layout.ts';
import { CrescendoError, isBadSample, toCrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { Decoder } from '../../pixels/decode/index.ts';
import { PixelEngine } from '../../pixels/kernels/engine.ts';
import { OPERATION_RULES } from '../../pixels/ops/index.ts';
import { planSample } from '../../plan/sampling/recipe.ts';
import { replacements } from '../../plan/sampling/replacement.ts';
import { type Executor, executeSample } from '../execute.ts';
import { claimRest, claimSample } from './claims.ts';
import { cropSamples } from './crop-samples.ts';
import { evaluateSamples } from './evaluate-samples.ts';
import { mixSamples } from './mix-samples.ts';
import type {
  CropTask,
  EvaluationResult,
  EvaluationTask,
  FailedSample,
  MixTask,
  Replacement,
  SampleTask,
  SampleTaskResult,
  WorkerSetup,
} from './task.ts';

// Piscina puts the pool's own data first.
const setup = (Array.isArray(workerData) ? workerData[1] : workerData) as WorkerSetup;
const executor: Executor = { engine: new PixelEngine(setup.kernels), decoder: new Decoder() };
const sources = new Map<string, SampleSource>();

function sourceOf(task: Pick<SampleTask, 'source' | 'sourceKey'>): SampleSource {
  let source = sources.get(task.sourceKey);
  if (source === undefined) {
    source = openSource(task.source);
    sources.set(task.sourceKey, source);
  }
  return source;
}

export default function runTask(task: SampleTask): Promise<SampleTaskResult> {
  return inTurn(async () => {
    try {
      return { replacements: await runSamples(task) };
    } catch (error) {
      // The batch has failed: the others need not make the rest of it.
      claimRest(task.claims, task.indices.length);
      return failed(error);
    }
  });
}

/** The second task of a worker: mixes images of a batch. */
export function mixTask(task: MixTask): Promise<SampleTaskResult> {
  return inTurn(() => {
    try {
      mixSamples(executor.engine, task);
      return { replacements: [] };
    } catch (error) {
      return failed(error);
    }
  });
}

/** The third task of a worker: validation samples. */
export function evaluateTask(task: EvaluationTask): Promise<EvaluationResult> {
  return inTurn(async () => {
    try {
      return { failed: await evaluateSamples(executor, sourceOf(task), task) };
    } catch (error) {
      claimRest(task.claims, task.indices.length);
      return { failed: [], ...failed(error) };
    }
  });
}

/** Settled when the task before has ended. */
let last: Promise<unknown> = Promise.resolve();

/** Does the work of a task when the task before has ended: a worker has one engine, and its next task is here early. */
function inTurn<Result>(work: () => Promise<Result> | Result): Promise<Result> {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
}

/** The fourth task of a worker: the end of samples whose images are there, where a GPU makes the crops. */
export function cropTask(task: CropTask): Promise<SampleTaskResult> {
  return inTurn(() => {
    try {
      cropSamples(executor.engine, task);
      return { replacements: [] };
    } catch (error) {
      claimRest(task.claims, task.positions.length);
      return failed(error);
    }
  });
}

function failed(error: unknown): SampleTaskResult {
  const { reason, message, metadata } = toCrescendoError(error);
  return { replacements: [], failure: { reason, message, metadata } };
}

async function runSamples(task: SampleTask): Promise<Replacement[]> {
  const source = sourceOf(task);
  const slot = new Uint8Array(task.slot);
  const found: Replacement[] = [];
  for (;;) {
    const k = claimSample(task.claims, task.indices, source);
    if (k === undefined) return found;
    const position = task.positions[k]!;
    const target = { slot, offset: sampleOffset(task.layout, position) };
    const replacement = await runSample(task, source, task.epochs[k]!, task.indices[k]!, target);
    if (replacement !== undefined) found.push({ position, ...replacement });
  }
}

interface Target {
  slot: Uint8Array;
  offset: number;
}

/** Makes one sample, or the first of its stand-ins that can be read. */
async function runSample(
  task: SampleTask,
  source: SampleSource,
  epoch: number,
  index: number,
  target: Target,
): Promise<Omit<Replacement, 'position'> | undefined> {
  const failed: FailedSample[] = [];
  const reason = await trySample(task, source, epoch, index, index, target);
  if (reason === undefined) return undefined;
  failed.push({ index, reason });
  const { sampleCount } = source.manifest;
  for (const candidate of replacements(task.plan.seed, epoch, index, sampleCount, LIMITS.replacementAttempts)) {
    const again = await trySample(task, source, epoch, index, candidate, target);
    if (again === undefined) return { index: candidate, failed };
    failed.push({ index: candidate, reason: again });
  }
  const key = source.manifest.key(index);
  throw new CrescendoError(
    'TOO_MANY_BAD_SAMPLES',
    `${key} cannot be read (${reason}), nor can any of its ${failed.length - 1} stand-ins`,
    { key },
  );
}

/**
 * Makes the pixels of sample `shown` with the draws of sample `drawn`, so that a stand-in is not cropped as at its own
 * turn. Returns why the sample is bad, or undefined if it is not.
 */
async function trySample(
  task: SampleTask,
  source: SampleSource,
  epoch: number,
  drawn: number,
  shown: number,
  target: Target,
): Promise<string | undefined> {
  try {
    const bytes = await source.read(shown);
    const pixels = await executeSample(executor, bytes, ({ width, height }) =>
      planSample(OPERATION_RULES, task.plan, epoch, drawn, width, height),
    );
    target.slot.set(pixels, target.offset);
    return undefined;
  } catch (error) {
    if (isBadSample(error)) return `${error.reason}: ${error.message}`;
    throw error;
  }
}
