import { meanCopiedBytes } from './copied-bytes.ts';
import { type BenchExecutor, type Pass, passOf, passVariant } from './passes.ts';
import { type Repetitions, repeat } from './repeat.ts';
import {
  type BenchResult,
  type DecodeFloors,
  type Quartiles,
  quartilesOf,
  TIME_NAMES,
  type TimeName,
} from './report.ts';
import type { BenchSample } from './samples.ts';
import type { PlannedStage } from './stage.ts';
import { type DifferenceSummary, summarize, summarizeDifferences } from './statistics.ts';

/** Times of a pass by repetition, in CPU milliseconds per image. */
type Times = (pass: Pass) => readonly number[];

/** The measurements on one core: the stages, and the cost of decoding only. */
export interface StageResults {
  floors: DecodeFloors;
  results: BenchResult[];
}

/** Measures stages on this thread, step by step. Every pass that two stages share is measured once. */
export async function benchStages(
  executor: BenchExecutor,
  samples: readonly BenchSample[],
  stages: readonly PlannedStage[],
  repetitions: Repetitions,
  onPass?: () => void,
): Promise<StageResults> {
  // Floors refer to the images themselves, at full scale, whatever the modes do.
  const { workingSide: _, ...exact } = stages[0]!.plan;
  const entropy = samples.every(({ header }) => header.decoder === 'turbojpeg') ? passOf(exact, 'floor') : undefined;
  const region = passOf(exact, 'decode');
  const passes = new Map<string, Pass>();
  const wanted = [...(entropy === undefined ? [] : [entropy]), region, ...stages.flatMap(passesOf)];
  for (const pass of wanted) passes.set(pass.key, pass);
  const variants = [...passes.values()].map((pass) => passVariant(executor, samples, pass));
  const measured = await repeat(variants, repetitions, onPass);
  const byKey = new Map([...passes.keys()].map((key, k) => [key, measured[k]!]));
  const times: Times = ({ key }) => byKey.get(key)!;
  const floors: Floors = { region: times(region), entropy: entropy && times(entropy) };
  const results: BenchResult[] = [];
  for (const planned of stages) {
    const bytes_copied = await meanCopiedBytes(executor, samples, planned.plan);
    results.push({ ...stageResult(planned, times, floors), bytes_copied });
  }
  return { floors: decodeFloors(floors), results };
}

interface Floors {
  region: readonly number[];
  entropy: readonly number[] | undefined;
}

const UNTIL = ['decode', 'resize', 'augment', 'total'] as const;

function passesOf({ plan }: PlannedStage): Pass[] {
  return UNTIL.map((until) => passOf(plan, until));
}

function decodeFloors({ region, entropy }: Floors): DecodeFloors {
  const [all, least] = [summarize(region), entropy && summarize(entropy)];
  return {
    region_ms: all.median,
    entropy_ms: least?.median ?? null,
    quartiles: { region_ms: quartilesOf(all), entropy_ms: least === undefined ? null : quartilesOf(least) },
  };
}

/**
 * Steps are differences of two passes of one repetition, so that a change of the machine's speed affects both equally.
 */
function stageResult(
  planned: PlannedStage,
  times: Times,
  { region, entropy }: Floors,
): Omit<BenchResult, 'bytes_copied'> {
  const [decode, resize, augment, total] = passesOf(planned) as [Pass, Pass, Pass, Pass];
  const summaries: Record<TimeName, DifferenceSummary> = {
    cpu_ms_per_image: summarize(times(total)),
    decode_ms: summarize(times(decode)),
    resize_ms: summarizeStep(times, decode, resize),
    augment_ms: summarizeStep(times, resize, augment),
    low_frequency_ms: summarizeStep(times, augment, total),
  };
  const medians = byName((name) => summaries[name].median);
  return {
    ...planned.stage,
    cpu_ms_per_image: medians.cpu_ms_per_image,
    images_per_second: 1000 / medians.cpu_ms_per_image,
    cores: 1,
    decode_ms: medians.decode_ms,
    resize_ms: medians.resize_ms,
    augment_ms: medians.augment_ms,
    low_frequency_ms: medians.low_frequency_ms,
    decode_floor_ms: entropy === undefined ? null : summarize(entropy).median,
    times_region_decode: summarize(over(times(total), region)).median,
    times_entropy_decode: entropy === undefined ? null : summarize(over(times(total), entropy)).median,
    quartiles: byName<Quartiles>((name) => quartilesOf(summaries[name])),
    below_noise_ms: Object.fromEntries(
      TIME_NAMES.flatMap((name) => (summaries[name].below === undefined ? [] : [[name, summaries[name].below]])),
    ),
  };
}

/** What the second pass does in addition to the first: exactly nothing if they are the same pass. */
function summarizeStep(times: Times, before: Pass, after: Pass): DifferenceSummary {
  if (before.key === after.key) return { first_quartile: 0, median: 0, third_quartile: 0 };
  return summarizeDifferences(minus(times(after), times(before)));
}

const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, k) => value - b[k]!);
const over = (a: readonly number[], b: readonly number[]): number[] => a.map((value, k) => value / b[k]!);

function byName<T>(value: (name: TimeName) => T): Record<TimeName, T> {
  return Object.fromEntries(TIME_NAMES.map((name) => [name, value(name)])) as Record<TimeName, T>;
}
