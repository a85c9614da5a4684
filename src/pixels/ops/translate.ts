import type { PixelEngine } from '../kernels/engine.ts';
import { type AffineOptions, affine } from './affine.ts';
import { signed } from './level-rules.ts';
import type { Argument, Operation } from './operation.ts';

/**
 * Moves the content to the left. Source: timm's translate_x_abs.
 *
 * @param pixels may be fractional; negative moves to the right
 */
export function translateX(engine: PixelEngine, pixels: number, options: AffineOptions): void {
  affine(engine, [1, 0, pixels, 0, 1, 0], options);
}

/**
 * Moves the content up. Source: timm's translate_y_abs.
 *
 * @param pixels may be fractional; negative moves down
 */
export function translateY(engine: PixelEngine, pixels: number, options: AffineOptions): void {
  affine(engine, [1, 0, 0, 0, 1, pixels], options);
}

/** @param share pixels as a share of the width. Source: timm's translate_x_rel. */
export function translateXRel(engine: PixelEngine, share: number, options: AffineOptions): void {
  translateX(engine, share * engine.image.width, options);
}

/** @param share pixels as a share of the height. Source: timm's translate_y_rel. */
export function translateYRel(engine: PixelEngine, share: number, options: AffineOptions): void {
  translateY(engine, share * engine.image.height, options);
}

const PIXELS: Argument = { unit: 'pixels', usual: [-40, 40] };
const SHARE: Argument = { unit: 'share of the side', usual: [-1.2, 1.2] };
const BY_PIXELS = signed((share, { translateConst }) => share * translateConst);
const BY_SHARE = signed((share, { translatePct }) => share * translatePct);

export const TRANSLATE_X: Operation = {
  name: 'TranslateX',
  argument: PIXELS,
  levels: { TranslateX: BY_PIXELS },
  execution: { moves: translateX },
};

export const TRANSLATE_Y: Operation = {
  name: 'TranslateY',
  argument: PIXELS,
  levels: { TranslateY: BY_PIXELS },
  execution: { moves: translateY },
};

export const TRANSLATE_X_REL: Operation = {
  name: 'TranslateXRel',
  argument: SHARE,
  levels: { TranslateXRel: BY_SHARE },
  execution: { moves: translateXRel },
  cost: {},
};

export const TRANSLATE_Y_REL: Operation = {
  name: 'TranslateYRel',
  argument: SHARE,
  levels: { TranslateYRel: BY_SHARE },
  execution: { moves: translateYRel },
  cost: {},
};
