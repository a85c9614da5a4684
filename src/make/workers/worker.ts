/** The code of one worker thread: runs phases over the samples or pairs that it claims, in shared memory. */
import { workerData } from 'node:worker_threads';
import { OpenSources, openSource } from '../../dataset/open-source.ts';
import { CrescendoError } from '../../errors.ts';
import { DecodeMemory, Decoder } from '../../pixels/decode/index.ts';
import { PixelEngine } from '../../pixels/kernels/engine.ts';
import type { Executor } from '../execute.ts';
import { claimRest } from './claims.ts';
import { cropSamples } from './phases/crop.ts';
import { eraseSamples } from './phases/erase.ts';
import { evaluateSamples } from './phases/evaluate.ts';
import { mixPairs } from './phases/mix.ts';
import { makeSamples } from './phases/samples.ts';
import { failureOf, isOutage, type PhaseTask, type TaskFindings, type TaskResult, type WorkerSetup } from './task.ts';
import { readTask, type TaskReader } from './task-reader.ts';

// Piscina puts the pool's own data first.
const setup = (Array.isArray(workerData) ? workerData[1] : workerData) as WorkerSetup;
const executor: Executor = {
  engine: new PixelEngine(setup.kernels),
  decoder: new Decoder({ memory: new DecodeMemory(setup.decodeMemory) }),
};
const sources = new OpenSources((descriptor) => openSource(descriptor, undefined, setup.cache));

/** Settles when the previous task has ended: a worker has one engine, and its next task arrives early. */
let last: Promise<unknown> = Promise.resolve();

/** The one task of a worker. Its samples may be fetched while the previous task still runs. */
export default function runTask(task: PhaseTask): Promise<TaskResult> {
  const reader = readerOf(task);
  const result = last.then(() => runGuarded(task, reader));
  last = result;
  return result;
}

/** Starts to read the samples of a task that reads any; an error fails the task. */
function readerOf(task: PhaseTask): TaskReader | { error: unknown } | undefined {
  if (task.phase.reads !== 'source') return undefined;
  try {
    return readTask(executor.decoder, sources.of(task.source), task);
  } catch (error) {
    return { error };
  }
}

async function runGuarded(task: PhaseTask, reader: ReturnType<typeof readerOf>): Promise<TaskResult> {
  const start = performance.now();
  try {
    if (reader !== undefined && 'error' in reader) throw reader.error;
    const result = await (reader === undefined ? runPhase(task) : makeFromSource(task, reader));
    // The other workers need not wait for a storage that does not answer.
    if (isOutage(result)) claimRest(task.claims, task.positions.length);
    return { ...result, busyMs: performance.now() - start };
  } catch (error) {
    // The batch has failed, so the other workers need not make the rest of it.
    claimRest(task.claims, task.positions.length);
    return failureOf(error, performance.now() - start);
  }
}

async function makeFromSource(task: PhaseTask, reader: TaskReader): Promise<TaskFindings> {
  const { plan } = task;
  try {
    if ('cropPct' in plan) return await evaluateSamples(executor, reader, task, plan);
    return await makeSamples(executor, reader, task, plan);
  } finally {
    reader.close();
  }
}

function runPhase(task: PhaseTask): TaskFindings {
  const { phase, plan } = task;
  const { engine } = executor;
  if ('cropPct' in plan) throw new CrescendoError('INTERNAL', 'an evaluation reads its samples from a source');
  if (phase.per === 'pair') mixPairs(engine, task, plan);
  else if (phase.steps[0] === 'low-frequency') cropSamples(engine, task, plan);
  else if (phase.steps[0] === 'erase') eraseSamples(engine, task, plan);
  else throw new CrescendoError('INTERNAL', `workers have no phase of ${phase.steps.join(', ')} from ${phase.reads}`);
  return { replacements: [], unread: [] };
}
