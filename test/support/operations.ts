/** Random operations for tests. */

import { isGeometric, operationNamed } from '../../src/pixels/ops/index.ts';
import type { PlannedOperation } from '../../src/plan/sampling/randaugment/operation.ts';
import type { AffineInterpolation } from '../../src/spec/augmentation.ts';

/** @param share 0..1, where in its usual range the argument lies */
export function planned(name: string, share: number, mode: AffineInterpolation): PlannedOperation {
  const { argument: range } = operationNamed(name);
  if (range === undefined) return { name };
  const [low, high] = range.usual;
  const argument = range.whole
    ? Math.min(high, low + Math.floor(share * (high - low + 1)))
    : low + share * (high - low);
  return isGeometric(name) ? { name, argument, interpolation: mode } : { name, argument };
}
