import type { ReadySample, SampleParts } from '../../dataset/fetch/sample-stream.ts';
import type { SampleSource } from '../../dataset/source.ts';
import type { DecodeRequest, Decoder, EncodedImage } from '../../pixels/decode/index.ts';
import { OPERATION_RULES } from '../../pixels/ops/index.ts';
import { planSample } from '../../plan/sampling/recipe.ts';
import type { Size } from '../../types.ts';
import { planEvaluation } from '../evaluation.ts';
import { claimNext, isGivenUp } from './claims.ts';
import type { PhaseTask } from './task.ts';

/** Milliseconds after which a worker that waits for a remote storage notices that nobody wants the batch any more. */
const GIVEN_UP_POLL = 50;

/** The samples of one task that this worker makes, on their way from the source to the decoder. */
export interface TaskReader {
  readonly source: SampleSource;
  /** The next sample that this worker makes; undefined if there is none left. */
  next(): ReadySample | undefined | Promise<ReadySample | undefined>;
  /** The image of any sample of the source, such as a replacement; valid until the next call of either. */
  read(index: number): Uint8Array | EncodedImage | Promise<Uint8Array>;
  /** Frees what was read ahead and not made. */
  close(): void;
}

/** Starts to read the samples of a task, unless the source is so fast that each is read when it is made. */
export function readTask(decoder: Decoder, source: SampleSource, task: PhaseTask): TaskReader {
  const { claims, indices, workers } = task;
  const parts = partsOf(decoder, task);
  const controller = new AbortController();
  const stream = source.samples({
    indices,
    claim: () => claimNext(claims, indices.length),
    parts,
    threads: workers,
    signal: controller.signal,
  });
  const watch = (): void => {
    if (isGivenUp(claims)) controller.abort();
  };
  const timer = source.local ? undefined : setInterval(watch, GIVEN_UP_POLL).unref();
  return {
    source,
    next: () => stream.next(),
    read: (index) => (parts === undefined ? source.read(index) : source.image(index)),
    close() {
      clearInterval(timer);
      stream.close();
    },
  };
}

/** Which parts of its samples a task needs; undefined if the decoder reads every format whole. */
function partsOf(decoder: Decoder, task: PhaseTask): SampleParts | undefined {
  const { startBytes } = decoder;
  if (startBytes === undefined) return undefined;
  return {
    startBytes,
    async rangesOf(item, image) {
      const header = await decoder.readHeader(image);
      return decoder.rangesFor(image, header, requestOf(task, item, header));
    },
  };
}

/** Which pixels of a sample's image its recipe decodes. */
function requestOf(task: PhaseTask, item: number, { width, height }: Size): DecodeRequest {
  const { plan, epochs, indices, repeats } = task;
  if ('cropPct' in plan) return { crop: planEvaluation(width, height, plan).source, scale: 1 };
  const draws = [epochs[item]!, indices[item]!, width, height, repeats[item]!] as const;
  const { crop, scale } = planSample(OPERATION_RULES, plan, ...draws);
  return { crop, scale: scale ?? 1 };
}
