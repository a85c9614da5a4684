import type { Size } from '../kernels/engine.ts';
import { roundHalfEven } from '../sampling/round-half-even.ts';
import type { Box } from './decode/index.ts';
import type { Dtype, Filter } from './types.ts';

/** The evaluation transform of timm: resize the short side, cut the centre out. */
export interface EvaluationConfig {
  /** Side of the result in pixels. */
  size: number;
  /** Share of the resized image's short side that the result covers, in (0, 1]. */
  cropPct: number;
  filter: Filter;
  dtype: Dtype;
}

/** What is done to an image of a given size: plain data. */
export interface EvaluationRecipe {
  /** Size of the whole image after resizing. */
  resized: Size;
  /** The part of it that is the result. */
  window: Box;
  filter: Filter;
  dtype: Dtype;
}

/**
 * Plans the evaluation of an image as timm's transforms_imagenet_eval and torchvision's Resize and CenterCrop do: the
 * short side becomes floor(size / cropPct), the long one keeps the ratio, truncated; the centre is rounded half to even.
 */
export function planEvaluation(width: number, height: number, config: EvaluationConfig): EvaluationRecipe {
  const { size, cropPct, filter, dtype } = config;
  const short = Math.floor(size / cropPct);
  const [least, greatest] = [Math.min(width, height), Math.max(width, height)];
  const long = least === short ? greatest : Math.trunc((short * greatest) / least);
  const resized = width <= height ? { width: short, height: long } : { width: long, height: short };
  const start = (length: number): number => roundHalfEven((length - size) / 2);
  const window = { x: start(resized.width), y: start(resized.height), width: size, height: size };
  return { resized, window, filter, dtype };
}
