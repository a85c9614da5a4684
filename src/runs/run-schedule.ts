import { fitSampleTime } from '../plan/curriculum/measured-cost.ts';
import { decideNext, type MeasuredInput, type Measurements, sizeTimes } from '../plan/curriculum/measured-schedule.ts';
import { buildSchedule, type Stage } from '../plan/curriculum/schedule.ts';
import { type Accounting, isMeasured, relativeCost } from '../spec/budget.ts';
import type { RunSpec } from '../spec/spec.ts';
import { given, type StageDefinition } from '../spec/stage-definition.ts';
import { accounting, stageDefinitions } from '../spec/stages.ts';
import { shorterSide } from '../types.ts';
import type { ScheduleLogEntry } from './store/store.ts';

/** A stage of the schedule with the decided part of it. */
export interface StageRow extends Stage {
  /** True while more steps may be decided. */
  open: boolean;
}

/** What samples of a side cost. */
export interface MeasuredCost {
  /** Side in pixels, the shorter one of rectangles. */
  side: number;
  /** Mean seconds of a sample, over all ranks. */
  secondsPerSample: number;
  /** Relative to the base size, which may have been extrapolated. */
  relative: number;
  /** The cost by the run's model; by area if the model is measured. */
  model: number;
}

/**
 * A run's schedule: written once, piece by piece, the first writer wins. A planned schedule is one piece, written when
 * the run is created and read from then on, even if a later version would round differently. A measured schedule grows
 * at its end during training, and an empty piece closes it. So servers that share a store agree on every step that any
 * of them has served. What is decided never changes; `advanceSchedule` appends what the store has.
 */
export class RunSchedule {
  /** True if stages end by what is measured. */
  readonly measured: boolean;
  readonly #stages: Stage[] = [];
  readonly #accounting: Accounting;
  readonly #definitions: StageDefinition[];
  readonly #globalBatch: number;
  #length = 0;
  #closed = false;

  constructor(spec: RunSpec, sampleCount: number) {
    this.#accounting = accounting(spec, sampleCount);
    this.#definitions = stageDefinitions(spec);
    this.#globalBatch = spec.global_batch;
    this.measured = isMeasured(this.#accounting);
  }

  /** The decided stages, or parts of stages, in order; grows in place. */
  get stages(): readonly Stage[] {
    return this.#stages;
  }

  /** Pieces that are known. */
  get length(): number {
    return this.#length;
  }

  /** True once the last step is decided. */
  get closed(): boolean {
    return this.#closed;
  }

  /** What distinguishes this schedule from others: the steps of a planned one, the rules of a measured one. */
  get identity(): string {
    return this.measured ? 'measured' : JSON.stringify(this.#stages);
  }

  /** Appends the piece that comes next in the log; one that is known already changes nothing. */
  append({ sequence, entry }: ScheduleLogEntry): void {
    if (sequence !== this.#length) return;
    const stages = JSON.parse(entry) as Stage[];
    this.#stages.push(...stages);
    this.#length += 1;
    this.#closed = !this.measured || stages.length === 0;
  }

  /**
   * What the next piece should be, as far as this server can tell; undefined if it is too early or nothing is left to
   * decide. What counts is what the store then has at that place.
   */
  decide(measured: Measurements): Stage[] | undefined {
    if (this.#closed) return undefined;
    if (this.measured) return decideNext(this.#input(measured));
    return buildSchedule({ ...this.#accounting, stages: this.#definitions, globalBatch: this.#globalBatch });
  }

  #input(measured: Measurements): MeasuredInput {
    return {
      ...this.#accounting,
      stages: this.#definitions,
      globalBatch: this.#globalBatch,
      decided: this.#stages,
      measured,
    };
  }

  /** One row for each stage of the spec, decided or not. */
  table(): StageRow[] {
    if (!this.measured) return this.#stages.map((stage) => ({ ...stage, open: false }));
    const reached = this.#stages.at(-1)?.index ?? 0;
    let budgetStart = 0;
    return this.#definitions.map(({ until, globalBatch = this.#globalBatch, ...settings }, index) => {
      const parts = this.#stages.filter((stage) => stage.index === index);
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

  /** What samples cost as trainers report it, and what the model says, by side. */
  costs(measured: Measurements): MeasuredCost[] {
    const { cost, baseSize } = this.#accounting;
    const times = sizeTimes(this.#input(measured));
    const fitted = fitSampleTime(times);
    const sides = Map.groupBy(times, ({ size }) => shorterSide(size));
    return [...sides].map(([side, group]) => {
      const { size } = group[0]!;
      const samples = group.reduce((sum, time) => sum + time.samples, 0);
      const secondsPerSample = group.reduce((sum, time) => sum + time.seconds * time.samples, 0) / samples;
      const relative = secondsPerSample / fitted!(baseSize);
      return { side, secondsPerSample, relative, model: relativeCost(cost, size, baseSize) };
    });
  }
}
