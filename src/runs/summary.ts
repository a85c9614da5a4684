import { budgetFraction, type Stage, stageAt, totalSteps } from '../plan/curriculum/schedule.ts';
import type { RunSpec } from '../spec/spec.ts';
import { consumedByAll } from './consumed.ts';
import type { RunStore, StoredBadSample, StoredDelivery, StoredProgress, StoredRun } from './store/store.ts';

/** What a state file says of a run, without its data. */
export interface RunSummary {
  name: string;
  dataset: string;
  /** ISO 8601. */
  created: string;
  /** True if every rank has consumed the last step. */
  finished: boolean;
  /** The step that all ranks have consumed; null before the first. */
  consumed_step: number | null;
  total_steps: number;
  /** Share of the budget spent after `consumed_step`, 0..1. */
  budget_consumed: number;
  /** Position of the stage that comes next, or the last one. */
  stage: number;
  issued: number;
  reissued: number;
  acknowledged: number;
  replayed: number;
  bad_samples: number;
}

/** Everything. */
export interface RunDetails extends RunSummary {
  spec: RunSpec;
  stages: Stage[];
  ranks: StoredProgress[];
  ledger: StoredDelivery[];
  first_bad_samples: StoredBadSample[];
}

/** Summarises a run from its state. */
export function summarize(store: RunStore, stored: StoredRun): RunSummary {
  const spec = JSON.parse(stored.spec) as RunSpec;
  const stages = storedStages(store, stored.name);
  const consumed = consumedByAll(store.progress(stored.name));
  const total = totalSteps(stages);
  const stage = consumed === undefined ? undefined : stageAt(stages, consumed);
  const next = stageAt(stages, Math.min((consumed ?? -1) + 1, total - 1));
  const ledger = store.ledger(stored.name);
  const sum = (field: 'issued' | 'reissued' | 'acknowledged' | 'replayed'): number =>
    ledger.reduce((found, line) => found + line[field], 0);
  return {
    name: stored.name,
    dataset: spec.dataset,
    created: new Date(stored.createdAt).toISOString(),
    finished: consumed === total - 1,
    consumed_step: consumed ?? null,
    total_steps: total,
    budget_consumed: stage === undefined || consumed === undefined ? 0 : budgetFraction(stage, consumed + 1),
    stage: next?.index ?? 0,
    ...{ issued: sum('issued'), reissued: sum('reissued') },
    ...{ acknowledged: sum('acknowledged'), replayed: sum('replayed') },
    bad_samples: store.badSampleCount(stored.name),
  };
}

/** The same with the spec, the stages and the ledger, line by line. */
export function details(store: RunStore, stored: StoredRun, badSamplesListed: number): RunDetails {
  return {
    ...summarize(store, stored),
    spec: JSON.parse(stored.spec) as RunSpec,
    stages: storedStages(store, stored.name),
    ranks: store.progress(stored.name),
    ledger: store.ledger(stored.name),
    first_bad_samples: store.badSamples(stored.name, badSamplesListed),
  };
}

/** The stages that the schedule log has decided. */
function storedStages(store: RunStore, name: string): Stage[] {
  return store.scheduleLog(name).flatMap(({ entry }) => JSON.parse(entry) as Stage[]);
}
