import { fitSampleTime } from '../plan/curriculum/measured-cost.ts';
import { decideNext, type MeasuredInput, type Measurements, sideTimes } from '../plan/curriculum/measured-schedule.ts';
import { buildSchedule, type Stage } from '../plan/curriculum/schedule.ts';
import { type Accounting, isMeasured, relativeCost } from '../spec/budget.ts';
import type { RunSpec } from '../spec/spec.ts';
import { given, type StageDefinition } from '../spec/stage-definition.ts';
import { accounting, stageDefinitions } from '../spec/stages.ts';
import { consumedByAll } from './consumed.ts';
import type { RunStore, StoredStepTimes } from './store/store.ts';

/** A stage of the schedule with what is decided of it. */
export interface StageRow extends Stage {
  /** True while more steps may be decided. */
  open: boolean;
}

/** What samples of a side cost. */
export interface MeasuredCost {
  /** Side in pixels. */
  side: number;
  /** Mean seconds of a sample, over all ranks. */
  secondsPerSample: number;
  /** Relative to the base size, which may have been extrapolated. */
  relative: number;
  /** What the run's cost model says; of a measured one, by area. */
  model: number;
}

/**
 * A run's schedule in the store: written once, piece by piece, the first writer wins. A planned schedule is one piece,
 * written when the run is made and read ever after, even if a later version would round otherwise. A measured one grows
 * at its end while training goes on, and an empty piece closes it. So servers that share a store agree on every step
 * that any of them has served.
 */
export class ScheduleLog {
  /** The decided stages, or parts of stages, in order; grows in place. */
  readonly stages: Stage[] = [];
  /** True if stages end by what is measured. */
  readonly measured: boolean;
  readonly #store: RunStore;
  readonly #name: string;
  readonly #accounting: Accounting;
  readonly #definitions: StageDefinition[];
  readonly #globalBatch: number;
  #entries = 0;
  #closed = false;

  constructor(store: RunStore, name: string, spec: RunSpec, sampleCount: number) {
    this.#store = store;
    this.#name = name;
    this.#accounting = accounting(spec, sampleCount);
    this.#definitions = stageDefinitions(spec);
    this.#globalBatch = spec.global_batch;
    this.measured = isMeasured(this.#accounting);
    this.advance();
  }

  /** True once the last step is decided. */
  get closed(): boolean {
    return this.#closed;
  }

  /** What tells this schedule from others: the steps of a planned one, the rules of a measured one. */
  get identity(): string {
    return this.measured ? 'measured' : JSON.stringify(this.stages);
  }

  /** Takes over what others have decided, then decides what is due. Returns true if anything is new. */
  advance(): boolean {
    if (this.#closed) return false;
    const before = this.#entries;
    if (before > 0) this.#readOn();
    for (;;) {
      const next = this.#closed ? undefined : this.#decide();
      if (next === undefined) return this.#entries > before;
      // Another server may have written other numbers a moment ago: what stands in the log counts.
      const entry = { sequence: this.#entries, entry: JSON.stringify(next) };
      this.#take(this.#store.appendSchedule(this.#name, entry).entry);
    }
  }

  #readOn(): void {
    for (const { entry } of this.#store.scheduleLog(this.#name).slice(this.#entries)) this.#take(entry);
  }

  #take(entry: string): void {
    const stages = JSON.parse(entry) as Stage[];
    this.stages.push(...stages);
    this.#entries += 1;
    this.#closed = !this.measured || stages.length === 0;
  }

  #decide(): Stage[] | undefined {
    if (this.measured) return decideNext(this.#input());
    return buildSchedule({ ...this.#accounting, stages: this.#definitions, globalBatch: this.#globalBatch });
  }

  #input(): MeasuredInput {
    return {
      ...this.#accounting,
      stages: this.#definitions,
      globalBatch: this.#globalBatch,
      decided: this.stages,
      measured: measurements(this.#store, this.#name),
    };
  }

  /** One row for each stage of the spec, decided or not. */
  table(): StageRow[] {
    if (!this.measured) return this.stages.map((stage) => ({ ...stage, open: false }));
    const reached = this.stages.at(-1)?.index ?? 0;
    let budgetStart = 0;
    return this.#definitions.map(({ until, globalBatch = this.#globalBatch, ...settings }, index) => {
      const parts = this.stages.filter((stage) => stage.index === index);
      const steps = parts.reduce((sum, stage) => sum + stage.steps, 0);
      const row = {
        ...{ index, firstStep: parts[0]?.firstStep ?? 0, steps, firstPosition: parts[0]?.firstPosition ?? 0 },
        ...{ budgetStart, budgetEnd: until, globalBatch },
        ...given(settings),
        open: !this.#closed && index >= reached,
      };
      budgetStart = until;
      return row;
    });
  }

  /** What is measured, beside the model. */
  costs(): MeasuredCost[] {
    const { cost, baseSize } = this.#accounting;
    const times = sideTimes(this.#input());
    const fitted = fitSampleTime(times);
    const sides = Map.groupBy(times, ({ side }) => side);
    return [...sides].map(([side, group]) => {
      const samples = group.reduce((sum, time) => sum + time.samples, 0);
      const secondsPerSample = group.reduce((sum, time) => sum + time.seconds * time.samples, 0) / samples;
      const relative = secondsPerSample / fitted!(baseSize);
      return { side, secondsPerSample, relative, model: relativeCost(cost, side, baseSize) };
    });
  }
}

/** What the store knows of times and progress. */
function measurements(store: RunStore, name: string): Measurements {
  const ranks = store.progress(name);
  const rows = store.stepTimes(name);
  const newest = ranks.reduce((best, rank) => (rank.consumedStep > (best?.consumedStep ?? -1) ? rank : best), ranks[0]);
  const worldSize = newest?.worldSize ?? 1;
  const stepTimes = new Map<number, { seconds: number; steps: number }>();
  for (const [stage, all] of Map.groupBy(rows, (row) => row.stage)) {
    // Steps of another world may have taken another time.
    const own = all.filter((row) => row.worldSize === worldSize);
    stepTimes.set(stage, meanOf(own.length > 0 ? own : all));
  }
  return {
    consumedStep: consumedByAll(ranks) ?? -1,
    worldSize,
    wallSeconds: rows.reduce((sum, row) => sum + row.seconds / row.worldSize, 0),
    acceleratorSeconds: rows.reduce((sum, row) => sum + row.seconds, 0),
    stepTimes,
  };
}

function meanOf(rows: readonly StoredStepTimes[]): { seconds: number; steps: number } {
  const steps = rows.reduce((sum, row) => sum + row.steps, 0);
  return { seconds: rows.reduce((sum, row) => sum + row.seconds, 0) / steps, steps };
}
