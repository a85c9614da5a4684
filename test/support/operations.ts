/** Random operations for tests. */

import type { PlannedOperation } from '../../src/plan/sampling/randaugment/plan.ts';
import type { AffineInterpolation } from '../../src/spec/augmentation.ts';
import { GEOMETRIC, type OperationName } from '../../src/spec/randaugment/operations.ts';

/** Ranges of the arguments: what the levels give, and beyond. */
function argumentOf(name: OperationName, share: number): number {
  if (name === 'Rotate') return share * 400 - 200;
  if (name.startsWith('Shear')) return share * 2 - 1;
  if (name.endsWith('Rel')) return share * 2.4 - 1.2;
  if (name.startsWith('Translate')) return share * 80 - 40;
  if (name.startsWith('Posterize')) return Math.floor(share * 11) - 1;
  if (name.startsWith('Solarize')) return Math.floor(share * 258);
  if (name === 'Desaturate') return share;
  if (name === 'GaussianBlur') return 0.1 + share * 4;
  return share * 2.2;
}

/** @param share 0..1, where in its range the argument lies */
export function planned(name: OperationName, share: number, mode: AffineInterpolation): PlannedOperation {
  if (name === 'AutoContrast' || name === 'Equalize' || name === 'Invert') return { name };
  const argument = argumentOf(name, share);
  return GEOMETRIC.has(name) ? { name, argument, interpolation: mode } : { name, argument };
}
