import { budgetFraction, type Stage, stageAt, totalSteps } from '../plan/curriculum/schedule.ts';
import { datasetIds } from '../spec/mixture.ts';
import type { RunSpec } from '../spec/spec.ts';
import { consumedByAll } from './consumed.ts';
import { drawnBefore } from './drawn.ts';
import type {
  LedgerTotals,
  RunStore,
  StoredBadSample,
  StoredDelivery,
  StoredProgress,
  StoredRun,
  StoredUnread,
} from './store/store.ts';

/** What a state file says about a run; the dataset is not needed. */
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
  archived: boolean;
  /** Name of the token that made it; null if it was made without access control. */
  owner: string | null;
}

export interface DrawnDataset {
  id: string;
  samples: number;
  /** Passes over the dataset; null where the size of the dataset is not known. */
  epochs: number | null;
}

/** Everything. */
export interface RunDetails extends RunSummary {
  spec: RunSpec;
  stages: Stage[];
  ranks: StoredProgress[];
  ledger: StoredDelivery[];
  /** What is drawn of each dataset of a mixture up to `consumed_step`; empty without a mixture. */
  datasets: DrawnDataset[];
  first_bad_samples: StoredBadSample[];
  /** The validation samples that could not be read: how many, and the first of them. */
  unread_validation: number;
  first_unread_validation: StoredUnread[];
}

/** Summarises a run from its state. */
export async function summarize(store: RunStore, stored: StoredRun): Promise<RunSummary> {
  return summary(stored, await readState(store, stored.name, 0));
}

/** The same with the spec, the stages and the ledger, line by line. */
export async function details(store: RunStore, stored: StoredRun, badSamplesListed: number): Promise<RunDetails> {
  const [state, ledger, unread] = await Promise.all([
    readState(store, stored.name, badSamplesListed),
    store.query({ kind: 'ledger', run: stored.name }),
    store.query({ kind: 'unread', run: stored.name, limit: badSamplesListed }),
  ]);
  return {
    ...summary(stored, state),
    spec: JSON.parse(stored.spec) as RunSpec,
    stages: state.stages,
    ranks: state.ranks,
    ledger,
    datasets: drawnDatasets(JSON.parse(stored.spec) as RunSpec, state),
    first_bad_samples: state.badSamples.first,
    unread_validation: unread.count,
    first_unread_validation: unread.first,
  };
}

/** A state does not know how many samples its datasets have. */
function drawnDatasets({ datasets = [] }: RunSpec, { stages, ranks }: State): DrawnDataset[] {
  const consumed = consumedByAll(ranks);
  const stage = consumed === undefined ? undefined : stageAt(stages, consumed);
  if (stage === undefined || consumed === undefined || datasets.length === 0) return [];
  const drawn = drawnBefore(stages, stage, consumed + 1);
  return datasets.map(({ id }, k) => ({ id, samples: drawn[k]!, epochs: null }));
}

interface State {
  /** The stages that the schedule log has decided. */
  stages: Stage[];
  ranks: StoredProgress[];
  totals: LedgerTotals;
  badSamples: { count: number; first: StoredBadSample[] };
}

async function readState(store: RunStore, run: string, badSamplesListed: number): Promise<State> {
  const [schedule, ranks, totals, badSamples] = await Promise.all([
    store.query({ kind: 'schedule', run, from: 0 }),
    store.query({ kind: 'progress', run }),
    store.query({ kind: 'ledger-totals', run }),
    store.query({ kind: 'bad-samples', run, limit: badSamplesListed }),
  ]);
  return { stages: schedule.flatMap(({ entry }) => JSON.parse(entry) as Stage[]), ranks, totals, badSamples };
}

function summary(stored: StoredRun, { stages, ranks, totals, badSamples }: State): RunSummary {
  const consumed = consumedByAll(ranks);
  const total = totalSteps(stages);
  const stage = consumed === undefined ? undefined : stageAt(stages, consumed);
  const next = stageAt(stages, Math.min((consumed ?? -1) + 1, total - 1));
  const { issued, reissued, acknowledged, replayed } = totals;
  return {
    name: stored.name,
    dataset: datasetIds(JSON.parse(stored.spec) as RunSpec).join('+'),
    created: new Date(stored.createdAt).toISOString(),
    finished: consumed === total - 1,
    consumed_step: consumed ?? null,
    total_steps: total,
    budget_consumed: stage === undefined || consumed === undefined ? 0 : budgetFraction(stage, consumed + 1),
    stage: next?.index ?? 0,
    ...{ issued, reissued, acknowledged, replayed },
    bad_samples: badSamples.count,
    archived: stored.archived,
    owner: stored.owner ?? null,
  };
}
