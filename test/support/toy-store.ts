/** A store that keeps everything in memory; several may share one state. It shows how little a store has to do. */
import { randomUUID } from 'node:crypto';
import { beginsStage, deliveriesOf, stepBefore } from '../../src/runs/deliveries.ts';
import { changeLease, isLeaseCommand, leaseExpiry } from '../../src/runs/leases.ts';
import { checkStateQuota, ROW_BYTES, type StateUsage } from '../../src/runs/quota.ts';
import { ChangeFeed } from '../../src/runs/store/change-feed.ts';
import { runChanged, runExists, unknownRun } from '../../src/runs/store/life-errors.ts';
import type * as store from '../../src/runs/store/store.ts';

type Rank = { progress: store.StoredProgress; issued: Set<number> };

/** What is known of a run. The keys of maps are numbers in a row, as `1,0,3`. */
const newRun = (stored: store.NewRun) => ({
  ...{ revision: 0, stored: { ...stored, generation: 0, archived: false } },
  schedule: new Map<string, store.ScheduleLogEntry>(),
  ranks: new Map<string, Rank>(),
  stepTimes: new Map<string, store.StoredStepTimes>(),
  ledger: new Map<string, store.StoredDelivery>(),
  badSamples: new Map<string, store.StoredBadSample>(),
  unread: new Map<string, store.StoredUnread>(),
  leases: new Map<string, store.StoredLease | undefined>(),
});
type ToyRun = ReturnType<typeof newRun>;

/** What the stores of one state share; `lives` counts changes of what a name stands for, and outlives the runs. */
export const newToyState = () => ({
  ...{ id: randomUUID(), runs: new Map<string, ToyRun>(), feeds: new Set<ChangeFeed>() },
  lives: new Map<string, { revision: number; generation: number }>(),
});

export class ToyStore implements store.RunStore {
  readonly #state: ReturnType<typeof newToyState>;
  readonly #feed = new ChangeFeed();

  constructor(state = newToyState()) {
    this.#state = state;
    state.feeds.add(this.#feed);
  }

  async apply<C extends store.Command>(command: C): Promise<store.CommandResult<C>> {
    const { runs } = this.#state;
    const name = command.kind === 'create-run' ? command.run.name : command.run;
    const known = runs.get(name) ?? (command.kind === 'create-run' ? newRun(command.run) : undefined);
    if (known === undefined) throw unknownRun(name);
    const target = command.kind === 'rename-run' ? command.to : command.kind === 'fork-run' ? command.to.name : name;
    if (target !== name && runs.has(target)) throw runExists(target);
    const generation = 'generation' in command ? command.generation : undefined;
    if (generation !== undefined && generation !== known.stored.generation) throw runChanged(name);
    // A command works on a copy, which counts only once the command has come to its end.
    const run = structuredClone(known);
    const begun = command.kind === 'create-run' && !runs.has(name) ? run : changeLife(run, structuredClone(command));
    const result = begun === undefined ? change(run, structuredClone(command), false) : undefined;
    checkQuota(runs, command, begun);
    if (target !== name && command.kind === 'rename-run') this.#end(name);
    if (command.kind === 'delete-run') this.#end(name);
    else if (begun !== undefined) this.#begin(target, begun);
    else runs.set(name, run);
    this.#notify(target);
    const stored = runs.get(target)?.stored;
    const made = command.kind === 'create-run' ? { run: stored, created: true } : stored && { run: stored };
    const quiet = command.kind === 'reset-run' || command.kind === 'delete-run';
    // The cast here and the one below say that each kind is answered as it promises.
    return structuredClone(begun === undefined ? result : quiet ? undefined : made) as store.CommandResult<C>;
  }

  /** A name stands for a run that it did not stand for before. */
  #begin(name: string, run: ToyRun): void {
    const { generation, revision } = this.#end(name);
    this.#state.runs.set(name, { ...run, revision, stored: { ...run.stored, name, generation } });
  }

  #end(name: string): { revision: number; generation: number } {
    const { revision = 0 } = this.#state.runs.get(name) ?? this.#state.lives.get(name) ?? {};
    const life = { revision: revision + 1, generation: (this.#state.lives.get(name)?.generation ?? 0) + 1 };
    this.#state.lives.set(name, life);
    if (this.#state.runs.delete(name)) this.#notify(name, life.revision);
    return life;
  }

  #notify(name: string, revision = this.#state.runs.get(name)?.revision ?? 0): void {
    for (const feed of this.#state.feeds) feed.notify(name, revision);
  }

  async query<Q extends store.Query>(query: Q): Promise<store.QueryResult<Q>> {
    return structuredClone(
      query.kind === 'identity' ? this.#state.id : answer(this.#state.runs, query),
    ) as store.QueryResult<Q>;
  }

  changes(run: string, signal: AbortSignal): AsyncGenerator<number, void> {
    const { runs, lives } = this.#state;
    return this.#feed.changes(run, signal, async () => (runs.get(run) ?? lives.get(run))?.revision ?? 0);
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
  if (isLeaseCommand(command)) {
    const key = [command.place.worldSize, command.place.rank].join();
    const { lease, answer } = changeLease(run.leases.get(key), command, Date.now());
    run.leases.set(key, lease);
    return answer;
  }
  if (command.kind === 'record-unread') {
    const before = run.unread.size;
    for (const sample of command.samples) {
      const key = `${sample.dataset}/${sample.key}`;
      run.unread.set(key, run.unread.get(key) ?? sample);
    }
    if (run.unread.size > before) run.revision += 1;
    return undefined;
  }
  const { spec, archived } = run.stored;
  if (command.kind === 'update-spec') run.stored.spec = command.spec;
  if (command.kind === 'archive-run') run.stored.archived = command.archived;
  if (run.stored.spec !== spec || run.stored.archived !== archived) run.revision += 1;
  return undefined;
}

/** What a name stands for after a command that begins a run anew; undefined after another one. */
function changeLife(run: ToyRun, command: store.Command): ToyRun | undefined {
  if (command.kind === 'rename-run' || command.kind === 'delete-run') return run;
  if (command.kind === 'reset-run') {
    const schedule = new Map([...run.schedule].filter(([sequence]) => sequence === '0'));
    return { ...newRun(run.stored), schedule, stored: run.stored };
  }
  if (command.kind !== 'fork-run') return undefined;
  const fork = newRun(command.to);
  for (const entry of command.schedule) at(fork.schedule, [entry.sequence], entry);
  for (const times of command.stepTimes) at(fork.stepTimes, [times.stage, times.worldSize], times);
  for (const progress of command.progress) Object.assign(rankOf(fork, progress).progress, progress);
  return fork;
}

function reportProgress(run: ToyRun, { report, stages, sampleCount }: store.ReportProgress): number {
  const { worldSize, rank, consumedStep, stepSeconds, stage } = report;
  const { progress, issued } = rankOf(run, report);
  const firstIssued = issued.size === 0 ? -1 : Math.min(...issued);
  const before = stepBefore(progress.consumedStep, firstIssued, consumedStep);
  if (consumedStep <= before) return before;
  progress.consumedStep = consumedStep;
  if (stepSeconds > 0) {
    progress.stepSeconds = stepSeconds;
    const none = { steps: 0, seconds: 0, firstSteps: 0, firstSeconds: 0 };
    const times = at(run.stepTimes, [stage, worldSize], { stage, worldSize, ...none });
    times.steps += consumedStep - before;
    times.seconds += (consumedStep - before) * stepSeconds;
    if (beginsStage(stages, stage, before + 1)) {
      times.firstSteps += consumedStep - before;
      times.firstSeconds += (consumedStep - before) * stepSeconds;
    }
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
    line[known.issued.has(step) ? 'reissued' : 'issued'] += delivery.samples;
    if (!known.issued.has(step)) line.replayed += delivery.replayed;
  }
  known.issued.add(step);
  return true;
}

function answer(
  runs: ReadonlyMap<string, ToyRun>,
  query: Exclude<store.Query, { kind: 'identity' }>,
): store.QueryResults[store.Query['kind']] {
  if (query.kind === 'runs') {
    const all = [...runs.values()].map((run) => run.stored);
    return all.sort((a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : 1));
  }
  if (query.kind === 'usage') return usage([...runs.values()], query.owner);
  const run = runs.get(query.run);
  if (query.kind === 'lease') {
    const lease = run?.leases.get([query.place.worldSize, query.place.rank].join());
    return lease !== undefined && leaseExpiry(lease) > Date.now() ? lease : undefined;
  }
  if (query.kind === 'run') return run?.stored;
  if (query.kind === 'schedule') return inOrder(run?.schedule).filter(({ sequence }) => sequence >= query.from);
  if (query.kind === 'progress') {
    return inOrder(run?.ranks).flatMap(({ progress }) => (progress.consumedStep < 0 ? [] : [progress]));
  }
  if (query.kind === 'step-times') return inOrder(run?.stepTimes);
  if (query.kind === 'ledger') return inOrder(run?.ledger);
  if (query.kind === 'ledger-totals') {
    const lines = inOrder(run?.ledger);
    const sum = (field: keyof store.LedgerTotals) => lines.reduce((total, line) => total + line[field], 0);
    const [issued, reissued] = [sum('issued'), sum('reissued')];
    return { issued, reissued, acknowledged: sum('acknowledged'), replayed: sum('replayed') };
  }
  if (query.kind === 'unread') {
    const all = [...(run?.unread ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sample]) => sample);
    return { count: all.length, first: all.slice(0, query.limit) };
  }
  const samples = [...(run?.badSamples.values() ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { count: samples.length, first: samples.slice(0, query.limit) };
}

/** @param begun the run that the command makes, if it makes one */
function checkQuota(runs: ReadonlyMap<string, ToyRun>, command: store.Command, begun: ToyRun | undefined): void {
  if ((command.kind !== 'create-run' && command.kind !== 'fork-run') || begun === undefined) return;
  const { owner } = begun.stored;
  if (owner === undefined || command.quota === undefined) return;
  checkStateQuota(owner, command.quota, usage([...runs.values(), begun], owner), {});
}

function usage(runs: readonly ToyRun[], owner: string): StateUsage {
  const mine = runs.filter(({ stored }) => stored.owner === owner);
  const sum = (bytesOf: (run: ToyRun) => number): number => mine.reduce((bytes, run) => bytes + bytesOf(run), 0);
  const stateOf = ({ schedule, ranks, ledger, stepTimes, leases, badSamples }: ToyRun): number => {
    const texts = [
      ...[...schedule.values()].map(({ entry }) => entry),
      ...[...badSamples.values()].map(({ key, reason, replacedBy }) => key + reason + replacedBy),
    ];
    const rows = texts.length + ranks.size + ledger.size + stepTimes.size;
    const held = [...leases.values()].flatMap((lease) => lease?.members ?? []).length;
    return (rows + held) * ROW_BYTES + Buffer.byteLength(texts.join(''));
  };
  return {
    runs: mine.length,
    specBytes: sum(({ stored }) => Buffer.byteLength(stored.spec)),
    stateBytes: sum(stateOf),
  };
}

function rankOf({ ranks }: ToyRun, { worldSize, rank }: store.RankId): Rank {
  const progress = { worldSize, rank, consumedStep: -1, stepSeconds: 0 };
  return at(ranks, [worldSize, rank], { progress, issued: new Set() });
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
