/**
 * The passes over the images from which the time of each step is derived.
 *
 * Steps are timed by leaving out what comes after them: only decoding, decoding and resizing, and so on. A clock read
 * between the steps of one image would cost as much as some steps. All passes except the floor run the server's own
 * `executeSample`; a step is left out by leaving it out of the recipe.
 */

import { type Executor, executeSample } from '../make/execute.ts';
import type { ImageHeader } from '../pixels/decode/index.ts';
import { PixelEngine } from '../pixels/kernels/engine.ts';
import { loadKernels } from '../pixels/kernels/module.ts';
import { OPERATION_RULES } from '../pixels/ops/index.ts';
import { planSample, type SampleRecipe, type SamplingPlan } from '../plan/sampling/recipe.ts';
import { cpuMilliseconds, type Variant } from './repeat.ts';
import type { BenchSample } from './samples.ts';

/**
 * How far a pass goes. `floor` decodes at 1/8 scale: the cost of entropy decoding, whatever is done with the pixels.
 */
export type Until = 'floor' | 'decode' | 'resize' | 'augment' | 'total';

/** A pass over all images, with its name: passes of one name do the same work. */
export interface Pass {
  key: string;
  until: Until;
  plan: SamplingPlan;
}

/** It leaves out what is done with the pixels after decoding. */
class DecodeOnlyEngine extends PixelEngine {
  override cropResize(): void {}

  override lowFrequency(): Uint8Array {
    return this.image.data;
  }
}

/** Engines and decoder of the thread that measures. */
export interface BenchExecutor extends Executor {
  /** The same, but it ends when the region is decoded. */
  decodeOnly: Executor;
}

export function benchExecutor(executor: Executor): BenchExecutor {
  return { ...executor, decodeOnly: { ...executor, engine: new DecodeOnlyEngine(loadKernels()) } };
}

/**
 * A pass of a plan. Its name leaves out what the pass leaves out, so that stages which differ only in that share the
 * pass: a step that does nothing costs exactly nothing, and decoding is the same number in every stage.
 */
export function passOf(plan: SamplingPlan, until: Until): Pass {
  const { bandwidth, randaugment = null, magnitude, colorJitter, grayscale, gaussianBlur, erasing, ...rest } = plan;
  const { workingSide: side = plan.baseSize } = plan;
  // With matched fidelity, the side decides how a file is decoded.
  const draws = plan.workingSide === undefined ? rest : { ...rest, bandwidth };
  const others = { magnitude, colorJitter, grayscale: grayscale || undefined, gaussianBlur: gaussianBlur || undefined };
  const plain = Object.values(others).every((value) => value === undefined);
  const augmentation = plain ? randaugment : { randaugment, ...others };
  const parts = {
    floor: [],
    decode: [draws],
    resize: [draws, null, side],
    augment: [draws, augmentation, side],
    total: [draws, augmentation, bandwidth, ...(erasing === undefined ? [] : [erasing])],
  };
  return { key: JSON.stringify(parts[until]), until, plan };
}

/** What a pass of a recipe does: what comes after its end is the identity. */
export function cutRecipe(recipe: SampleRecipe, until: Exclude<Until, 'floor'>): SampleRecipe {
  if (until === 'total') return recipe;
  const { erasing: _, ...kept } = recipe;
  const whole = { ...kept, bandwidth: recipe.size };
  if (until === 'augment') return whole;
  const { augmix: _augmix, ...plain } = whole;
  return { ...plain, operations: [] };
}

/** The pass as something to repeat: each repetition draws anew. It gives CPU milliseconds per image. */
export function passVariant(executor: BenchExecutor, samples: readonly BenchSample[], pass: Pass): Variant<number> {
  return async (epoch) => {
    const milliseconds = await cpuMilliseconds(async () => {
      for (const sample of samples) await runPass(executor, sample, pass, epoch);
    });
    return milliseconds / samples.length;
  };
}

async function runPass(
  executor: BenchExecutor,
  { bytes, index }: BenchSample,
  { plan, until }: Pass,
  epoch: number,
): Promise<void> {
  if (until === 'floor') {
    const { engine, decoder } = executor;
    const header = await decoder.readHeader(bytes);
    const whole = { x: 0, y: 0, width: header.width, height: header.height };
    await decoder.decodeRegion(bytes, header, whole, (width, height) => engine.region(width, height), 8);
    return;
  }
  const recipe = ({ width, height }: ImageHeader): SampleRecipe =>
    cutRecipe(planSample(OPERATION_RULES, plan, epoch, index, width, height), until);
  await executeSample(until === 'decode' ? executor.decodeOnly : executor, bytes, recipe);
}
