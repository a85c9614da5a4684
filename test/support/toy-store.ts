/** A store that keeps everything in memory; several may share one state. It shows how little a store has to do. */
import { CrescendoError } from '../../src/errors.ts';
import { deliveriesOf, stepBefore } from '../../src/runs/deliveries.ts';
import { changeLease } from '../../src/runs/leases.ts';
import { ChangeFeed } from '../../src/runs/store/change-feed.ts';
import type * as store from '../../src/runs/store/store.ts';

type Rank = { progress: store.StoredProgress; firstIssued: number; lastIssued: number };

/** What is known of a run. The keys of maps are numbers in a row, as `1,0,3`. */
const newRun = (stored: store.StoredRun) => ({
  ...{ revision: 1, stored },
  schedule: new Map<string, store.ScheduleLogEntry>(),
  ranks: new Map<string, Rank>(),
  stepTimes: new Map<string, store.StoredStepTimes>(),
  ledger: new Map<string, store.StoredDelivery>(),
  badSamples: new Map<string, store.StoredBadSample>(),
  leases: new Map<string, store.StoredLease | undefined>(),
});
type ToyRun = ReturnType<typeof newRun>;

/** What the stores of one state share. */
export const newToyState = () => ({ runs: new Map<string, ToyRun>(), feeds: new Set<ChangeFeed>() });

export class ToyStore implements store.RunStore {
  readonly #state: ReturnType<typeof newToyState>;
  readonly #feed = new ChangeFeed();

  constructor(state = newToyState()) {
    this.#state = state;
    state.feeds.add(this.#feed);
  }

  async apply<C extends store.Command>(command: C): Promise<store.CommandResult<C>> {
    const name = command.kind === 'create-run' ? command.run.name : command.run;
    const known = this.#state.runs.get(name) ?? (command.kind === 'create-run' ? newRun(command.run) : undefined);
    if (known === undefined) throw new CrescendoError('UNKNOWN_RUN', `no run ${name}`);
    // A command works on a copy, which counts only once the command has come to its end.
    const run = structuredClone(known);
    const result = change(run, structuredClone(command), !this.#state.runs.has(name));
    this.#state.runs.set(name, run);
    for (const feed of this.#state.feeds) feed.notify(name, run.revision);
    // The cast here and the one below say that each kind is answered as it promises.
    return structuredClone(result) as store.CommandResult<C>;
  }

  async query<Q extends store.Query>(query: Q): Promise<store.QueryResult<Q>> {
    return structuredClone(answer(this.#state.runs, query)) as store.QueryResult<Q>;
  }

  changes(run: string, signal: AbortSignal): AsyncGenerator<number, void> {
    return this.#feed.changes(run, signal, async () => this.#state.runs.get(run)?.revision ?? 0);
  }

  async close(): Promise<void> {
    this.#state.feeds.delete(this.#feed);
    this.#feed.close();
  }
}

function change(run: ToyRun, command: store.Command, created: boolean): store.CommandResults[store.Command['kind']] {
  if (command.kind === 'create-run') return { run: run.stored, created };
  if (command.kind === 'report-progress') return { consumedStep: reportProgress(run, command) };
  if (command.kind === 'issue-batch') return { issued: issueBatch(run, command) };
  if (command.kind === 'append-schedule') {
    const { entry } = command;
    if (!run.schedule.has(String(entry.sequence))) run.revision += 1;
    return at(run.schedule, [entry.sequence], entry);
  }
  if (command.kind === 'update-spec') {
    if (run.stored.spec !== command.spec) run.revision += 1;
    run.stored.spec = command.spec;
    return undefined;
  }
  const key = [command.place.worldSize, command.place.rank].join();
  const { lease, answer } = changeLease(run.leases.get(key), command, Date.now());
  run.leases.set(key, lease);
  return answer;
}

function reportProgress(run: ToyRun, { report, stages, sampleCount }: store.ReportProgress): number {
  const { worldSize, rank, consumedStep, stepSeconds, stage } = report;
  const { progress, firstIssued } = rankOf(run, report);
  const before = stepBefore(progress.consumedStep, firstIssued, consumedStep);
  if (consumedStep <= before) return before;
  progress.consumedStep = consumedStep;
  if (stepSeconds > 0) {
    progress.stepSeconds = stepSeconds;
    const times = at(run.stepTimes, [stage, worldSize], { stage, worldSize, steps: 0, seconds: 0 });
    times.steps += consumedStep - before;
    times.seconds += (consumedStep - before) * stepSeconds;
  }
  for (const delivery of deliveriesOf(stages, sampleCount, before + 1, consumedStep, { worldSize, rank })) {
    lineOf(run, report, delivery).acknowledged += delivery.samples;
  }
  run.revision += 1;
  return consumedStep;
}

function issueBatch(run: ToyRun, { place, step, deliveries, badSamples, ...rest }: store.IssueBatch): boolean {
  const before = run.badSamples.size;
  for (const sample of badSamples) at(run.badSamples, [sample.index], sample);
  if (run.badSamples.size > before) run.revision += 1;
  if (badSamples.length > 0 && run.badSamples.size > rest.badSamplesAllowed) return false;
  const known = rankOf(run, place);
  for (const delivery of deliveries) {
    const line = lineOf(run, place, delivery);
    line[step <= known.lastIssued ? 'reissued' : 'issued'] += delivery.samples;
    if (step > known.lastIssued) line.replayed += delivery.replayed;
  }
  if (known.firstIssued < 0) known.firstIssued = step;
  known.lastIssued = Math.max(known.lastIssued, step);
  return true;
}

function answer(runs: ReadonlyMap<string, ToyRun>, query: store.Query): store.QueryResults[store.Query['kind']] {
  if (query.kind === 'runs') {
    const all = [...runs.values()].map((run) => run.stored);
    return all.sort((a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : 1));
  }
  const run = runs.get(query.run);
  if (query.kind === 'run') return run?.stored;
  if (query.kind === 'schedule') return inOrder(run?.schedule).filter(({ sequence }) => sequence >= query.from);
  if (query.kind === 'progress') {
    return inOrder(run?.ranks).flatMap(({ progress }) => (progress.consumedStep < 0 ? [] : [progress]));
  }
  if (query.kind === 'step-times') return inOrder(run?.stepTimes);
  if (query.kind === 'ledger') return inOrder(run?.ledger);
  const samples = [...(run?.badSamples.values() ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { count: samples.length, first: samples.slice(0, query.limit) };
}

function rankOf({ ranks }: ToyRun, { worldSize, rank }: store.RankId): Rank {
  const progress = { worldSize, rank, consumedStep: -1, stepSeconds: 0 };
  return at(ranks, [worldSize, rank], { progress, firstIssued: -1, lastIssued: -1 });
}

function lineOf(
  run: ToyRun,
  { worldSize, rank }: store.RankId,
  { stage, epoch }: store.Delivery,
): store.StoredDelivery {
  const empty = { issued: 0, reissued: 0, acknowledged: 0, replayed: 0 };
  return at(run.ledger, [worldSize, rank, stage, epoch], { worldSize, rank, stage, epoch, ...empty });
}

/** What a map has at a key, which is `fresh` if it had nothing. */
function at<T>(map: Map<string, T>, key: readonly number[], fresh: T): T {
  const found = map.get(key.join()) ?? fresh;
  map.set(key.join(), found);
  return found;
}

const inOrder = <T>(map: ReadonlyMap<string, T> = new Map()): T[] =>
  [...map].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([, value]) => value);
