/** The code of one worker thread: runs phases over the samples or pairs that it claims, in shared memory. */
import { workerData } from 'node:worker_threads';
import { openSource } from '../../dataset/open-source.ts';
import type { SampleSource } from '../../dataset/source.ts';
import { CrescendoError, toCrescendoError } from '../../errors.ts';
import { Decoder } from '../../pixels/decode/index.ts';
import { PixelEngine } from '../../pixels/kernels/engine.ts';
import type { Executor } from '../execute.ts';
import { claimRest } from './claims.ts';
import { cropSamples } from './phases/crop.ts';
import { eraseSamples } from './phases/erase.ts';
import { evaluateSamples } from './phases/evaluate.ts';
import { mixPairs } from './phases/mix.ts';
import { makeSamples } from './phases/samples.ts';
import type { PhaseResult, PhaseTask, TaskResult, WorkerSetup } from './task.ts';

// Piscina puts the pool's own data first.
const setup = (Array.isArray(workerData) ? workerData[1] : workerData) as WorkerSetup;
const executor: Executor = { engine: new PixelEngine(setup.kernels), decoder: new Decoder() };
const sources = new Map<string, SampleSource>();

function sourceOf(task: PhaseTask): SampleSource {
  let source = sources.get(task.sourceKey);
  if (source === undefined) {
    source = openSource(task.source);
    sources.set(task.sourceKey, source);
  }
  return source;
}

/** Settled when the task before has ended: a worker has one engine, and its next task is here early. */
let last: Promise<unknown> = Promise.resolve();

/** The one task of a worker. */
export default function runTask(task: PhaseTask): Promise<TaskResult> {
  const result = last.then(() => runGuarded(task));
  last = result;
  return result;
}

async function runGuarded(task: PhaseTask): Promise<TaskResult> {
  try {
    return await runPhase(task);
  } catch (error) {
    // The batch has failed: the others need not make the rest of it.
    claimRest(task.claims, task.positions.length);
    const { reason, message, metadata } = toCrescendoError(error);
    return { failure: { reason, message, metadata } };
  }
}

async function runPhase(task: PhaseTask): Promise<PhaseResult> {
  const { phase, plan } = task;
  const { engine } = executor;
  if ('cropPct' in plan)
    return { replacements: [], unread: await evaluateSamples(executor, sourceOf(task), task, plan) };
  if (phase.reads === 'source') {
    return { replacements: await makeSamples(executor, sourceOf(task), task, plan), unread: [] };
  }
  if (phase.per === 'pair') mixPairs(engine, task, plan);
  else if (phase.steps[0] === 'low-frequency') cropSamples(engine, task, plan);
  else if (phase.steps[0] === 'erase') eraseSamples(engine, task, plan);
  else throw new CrescendoError('INTERNAL', `workers have no phase of ${phase.steps.join(', ')} from ${phase.reads}`);
  return { replacements: [], unread: [] };
}
