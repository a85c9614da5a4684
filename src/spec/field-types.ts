/** Types that several fields of a spec share, with their rules. */

import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { type ImageSize, imageSize } from '../types.ts';
import { parseAutoAugment } from './auto-augment/config.ts';
import { BUDGET_UNITS } from './budget.ts';

/** Names of runs and dataset ids: they cannot be mistaken for a path or break a log line. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const nameSchema = z
  .string()
  .max(LIMITS.nameLength, `must have at most ${LIMITS.nameLength} characters`)
  .regex(NAME, "must be letters, digits, '.', '_' and '-', and begin with a letter or digit");

export const even = (value: number): boolean => value % 2 === 0;

/** A side in pixels, up to the greatest base size. */
export const evenSide = z.int().max(LIMITS.baseSizeMax).refine(even, 'must be even');

const baseSide = evenSide.min(LIMITS.baseSizeMin);
/** The size of the full image. A square has one form only: equal sizes are equal specs. */
export const baseSize = z
  .union([baseSide, z.array(baseSide).length(2)])
  .transform((size): ImageSize => (typeof size === 'number' ? size : imageSize({ height: size[0]!, width: size[1]! })));

export const share = z.number().min(0).max(1);
export const alpha = z.number().min(0).max(1000);
export const positive = z.number().gt(0).max(1e30);
export const microBatch = z.int().min(1).max(LIMITS.globalBatch);

/** A side in pixels as the key of an object. */
export const sideKey = z.string().regex(/^[1-9]\d*$/, 'must be a side in pixels');
/** Numbers by side in pixels. */
export const sideTable = z.record(sideKey, positive);

/** Two numbers in order, each within bounds. */
export const ordered = (low: number, high: number) =>
  z
    .tuple([z.number().min(low).max(high), z.number().min(low).max(high)])
    .refine(([a, b]) => a <= b, 'must be two numbers in order');

/** Two numbers above 0 in order; the bounds are named together. */
export const range = (low: number, high: number) =>
  z.tuple([z.number().gt(0), z.number().gt(0)]).refine(([a, b]) => a <= b && a >= low && b <= high, {
    error: `must be two numbers in order within ${low}..${high}`,
  });

/** One number for each channel. */
export const rgb = (low: number, high: number) =>
  z.tuple([z.number(), z.number(), z.number()]).refine((values) => values.every((v) => v > low && v <= high), {
    error: `must be three numbers ${low < 0 ? 'from 0' : `above ${low}`} to ${high}: divide constants in units of 0..255 by 255`,
  });

/** A constant, or a ramp over the stage. */
export const strength = (high: number) => {
  const value = z.number().min(0).max(high);
  return z.union([value, z.strictObject({ from: value, to: value })]);
};

/** Checked by timm's rules; the error names the section of the string. */
export const randaugmentSchema = z.string().superRefine((text, context) => {
  if (text === 'none') return;
  try {
    parseAutoAugment(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

type Budget = { readonly [unit in (typeof BUDGET_UNITS)[number]]?: number | undefined } & { flops_per_image?: unknown };

/** The rules of a budget that look at several of its fields. */
export function checkUnits(budget: Budget, context: z.RefinementCtx): void {
  const units = BUDGET_UNITS.filter((unit) => budget[unit] !== undefined);
  if (units.length !== 1) {
    const found = units.length === 0 ? 'none is given' : `${units.join(' and ')} are given`;
    context.addIssue({ code: 'custom', message: `must have exactly one of ${BUDGET_UNITS.join(', ')}; ${found}` });
  }
  if ((budget.flops === undefined) !== (budget.flops_per_image === undefined)) {
    context.addIssue({ code: 'custom', message: 'flops and flops_per_image must be given together' });
  }
}
