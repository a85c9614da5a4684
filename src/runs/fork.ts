/** A run that continues where another one is, under its own name and perhaps with another spec. */
import type { DatasetRegistry } from '../dataset/dataset.ts';
import { runData } from '../dataset/mixture/run-data.ts';
import { dataDigest } from '../dataset/shards.ts';
import { validationLabels } from '../dataset/validation-labels.ts';
import { CrescendoError } from '../errors.ts';
import { turboJpegPath } from '../pixels/decode/index.ts';
import { engineVersion } from '../pixels/engine-version.ts';
import { checkBudget } from '../plan/curriculum/check-schedule.ts';
import { budgetFraction, type Stage, stageAt, totalSteps } from '../plan/curriculum/schedule.ts';
import { checkFidelity } from '../spec/check-fidelity.ts';
import { differingFields, parseRunSpec, type RunSpec, specDigest } from '../spec/spec.ts';
import { readStoredSpec } from '../spec/stored-spec.ts';
import { consumedByAll } from './consumed.ts';
import { measurementsOf } from './measurements.ts';
import type { StateQuota } from './quota.ts';
import { RunSchedule } from './run-schedule.ts';
import type { ForkRun, RunStore, ScheduleLogEntry, StoredProgress, StoredRun, StoredStepTimes } from './store/store.ts';
import { timesBefore } from './times-before.ts';

/** A field in which a fork differs from the run that it was made from; the values as JSON. */
export interface SpecDifference {
  field: string;
  before: string;
  after: string;
}

export interface Fork {
  /** The first global step of the new run. */
  firstStep: number;
  /** Global steps of the new run that are decided. */
  totalSteps: number;
  /** Share of the budget that these steps of the first run spent, 0..1; the new one continues there or just above. */
  budgetConsumed: number;
  differences: SpecDifference[];
}

/** Whose a new run is, and the bounds of the owner's runs; nothing of it without access control. */
export interface Owned {
  owner?: string;
  quota?: StateQuota;
}

/** The name of a new run, and whose it is. */
type Target = Owned & { name: string; step: number | undefined };

interface Resources {
  store: RunStore;
  /** Undefined where there are none: then only the spec of the first run can be taken. */
  datasets: DatasetRegistry | undefined;
}

/** The first run, as far as a fork needs it. */
interface Source {
  stored: StoredRun;
  spec: RunSpec;
  schedule: ScheduleLogEntry[];
  stages: Stage[];
  progress: StoredProgress[];
  stepTimes: StoredStepTimes[];
  /** Steps that the fork is not to take again, and the share of the budget that these are. */
  steps: number;
  budget: number;
}

/** A share that differs by less is the same: shares are sums of fractions. */
const SHARE_TOLERANCE = 1e-9;

/**
 * Makes the run `to`. Without a spec it is a copy of the first one with its data and engine, and continues at the step
 * after the last one that all ranks have consumed. With a spec it is made as a new run is, with the server's present data
 * and engine, and continues by share of the budget: its first step is the first one before which at least as large a
 * share is spent as the first run has spent. The first run stays as it is, and the ledger of the new one is empty.
 *
 * @param to.step the step of the first run to continue at, for weights that are older than its progress; undefined: after
 *   the last one that all ranks have consumed
 * @throws RUN_EXISTS, INVALID_FIELD, UNKNOWN_DATASET, CLASS_MISMATCH, QUOTA
 */
export async function forkRun(
  { store, datasets }: Resources,
  stored: StoredRun,
  to: Target,
  wanted: unknown,
): Promise<Fork> {
  const source = await readSource(store, stored, to.step);
  const { command, fork } = wanted === undefined ? copyOf(source, to) : changedFork(source, to, wanted, datasets);
  await store.apply(command);
  return fork;
}

async function readSource(store: RunStore, stored: StoredRun, step: number | undefined): Promise<Source> {
  const run = stored.name;
  const [schedule, progress, times] = await Promise.all([
    store.query({ kind: 'schedule', run, from: 0 }),
    store.query({ kind: 'progress', run }),
    store.query({ kind: 'step-times', run }),
  ]);
  const stages = schedule.flatMap(({ entry }) => JSON.parse(entry) as Stage[]);
  const steps = step ?? (consumedByAll(progress) ?? -1) + 1;
  checkStep(run, steps, totalSteps(stages));
  const stage = stageAt(stages, steps - 1);
  const stepTimes = step === undefined ? times : timesBefore(times, stages, steps);
  return {
    ...{ stored, spec: readStoredSpec(stored.spec, stages), schedule, stages, progress, stepTimes },
    steps,
    budget: stage === undefined || steps === 0 ? 0 : budgetFraction(stage, steps),
  };
}

function checkStep(run: string, step: number, decided: number): void {
  if (Number.isInteger(step) && step >= 0 && step <= decided) return;
  throw new CrescendoError(
    'INVALID_FIELD',
    `step must be a whole number in 0..${decided}, the steps of run ${run} (given: ${step}): next_step in the state of ` +
      'the loader that was saved with the weights',
    { field: 'step', value: String(step), bound: String(decided) },
  );
}

interface Planned {
  command: ForkRun;
  fork: Fork;
}

function copyOf({ stored, schedule, stages, stepTimes, progress, steps, budget }: Source, to: Target): Planned {
  const { generation: _generation, archived: _archived, owner: _owner, ...rest } = stored;
  const { worldSize } = measurementsOf(progress, stepTimes);
  return {
    command: {
      ...({ kind: 'fork-run', run: stored.name } as const),
      to: { ...rest, ...namedRun(to), createdAt: Date.now() },
      ...quotaOf(to),
      ...{ schedule, stepTimes, progress: positionOf(worldSize, steps) },
    },
    fork: { firstStep: steps, totalSteps: totalSteps(stages), budgetConsumed: budget, differences: [] },
  };
}

function changedFork(source: Source, to: Target, wanted: unknown, datasets: DatasetRegistry | undefined): Planned {
  const spec = parseRunSpec(wanted);
  if (datasets === undefined) {
    throw new CrescendoError(
      'INVALID_FIELD',
      'a fork with another spec needs the number of samples, which only a server knows: give --server ADDRESS',
      { field: 'spec' },
    );
  }
  checkFidelity(spec, turboJpegPath());
  const dataset = runData(spec, datasets);
  const { manifest } = dataset;
  checkBudget(spec, manifest.sampleCount);
  // A run whose validation data cannot be used could not be opened.
  if (spec.validation !== undefined) validationLabels(dataset, datasets.get(spec.validation.dataset));
  const digest = dataDigest(spec, dataset);
  const log = scheduleOf(source, spec, { digest, sampleCount: manifest.sampleCount });
  const stages = log.schedule.flatMap(({ entry }) => JSON.parse(entry) as Stage[]);
  const firstStep = log.copied ? source.steps : stepAtShare(stages, source.budget);
  return {
    command: {
      ...({ kind: 'fork-run', run: source.stored.name } as const),
      to: {
        ...namedRun(to),
        ...{ spec: JSON.stringify(spec), specDigest: specDigest(spec), manifestDigest: digest },
        ...{ engineVersion: engineVersion(), createdAt: Date.now() },
      },
      ...quotaOf(to),
      schedule: log.schedule,
      stepTimes: log.copied ? source.stepTimes : [],
      progress: positionOf(spec.world_size, firstStep),
    },
    fork: {
      ...{ firstStep, totalSteps: totalSteps(stages), budgetConsumed: source.budget },
      differences: differences(source.spec, spec),
    },
  };
}

const namedRun = ({ name, owner }: Target) => ({ name, ...(owner !== undefined && { owner }) });
const quotaOf = ({ quota }: Target) => (quota === undefined ? {} : { quota });

/** The schedule log of a fork: a new one, or for a measured budget that has begun, that of the first run. */
function scheduleOf(
  source: Source,
  spec: RunSpec,
  data: { digest: string; sampleCount: number },
): { schedule: ScheduleLogEntry[]; copied: boolean } {
  const planned = new RunSchedule(spec, data.sampleCount);
  if (!planned.measured || source.steps === 0) {
    const entry = JSON.stringify(planned.decide(measurementsOf([], [])));
    return { schedule: [{ sequence: 0, entry }], copied: false };
  }
  const fields = differingFields(source.spec, spec);
  if (fields.length === 0 && data.digest === source.stored.manifestDigest) {
    return { schedule: source.schedule, copied: true };
  }
  throw new CrescendoError(
    'INVALID_FIELD',
    `run ${source.stored.name} cannot be forked with another ${fields[0] ?? 'dataset'}: the stages of the new run would ` +
      'end by measured time, so the step that belongs to a share of its budget is not known; give it a planned budget ' +
      '(equivalent_epochs, samples, steps or flops, and a cost that is not measured), or fork it without a spec',
    { field: fields[0] ?? 'dataset' },
  );
}

/** The first step before which at least `share` of the budget is spent. */
function stepAtShare(stages: readonly Stage[], share: number): number {
  for (const stage of stages) {
    if (stage.budgetEnd < share - SHARE_TOLERANCE) continue;
    const part = (share - SHARE_TOLERANCE - stage.budgetStart) / (stage.budgetEnd - stage.budgetStart);
    return stage.firstStep + Math.min(stage.steps, Math.max(0, Math.ceil(part * stage.steps)));
  }
  return totalSteps(stages);
}

/** All ranks of a world, before step `firstStep`. */
function positionOf(worldSize: number, firstStep: number): StoredProgress[] {
  if (firstStep === 0) return [];
  const consumedStep = firstStep - 1;
  return Array.from({ length: worldSize }, (_, rank) => ({ worldSize, rank, consumedStep, stepSeconds: 0 }));
}

/** Every field in which two specs differ, those that shape no batches included. */
function differences(before: RunSpec, after: RunSpec): SpecDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof RunSpec)[];
  return names
    .map((field) => ({ field, before: jsonOf(before[field]), after: jsonOf(after[field]) }))
    .filter((one) => one.before !== one.after);
}

const jsonOf = (value: unknown): string => JSON.stringify(value) ?? 'null';
