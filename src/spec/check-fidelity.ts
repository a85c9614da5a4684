import { CrescendoError } from '../errors.ts';
import type { RunSpec } from './fields.ts';

/**
 * Refuses `matched` fidelity where JPEGs cannot be decoded at a fraction of their size: the run's pixels would depend on
 * the machine. Throws INVALID_FIELD.
 *
 * @param library path of libturbojpeg; undefined if the platform has none
 */
export function checkFidelity({ fidelity }: Pick<RunSpec, 'fidelity'>, library: string | undefined): void {
  if (fidelity === 'exact' || library !== undefined) return;
  const platform = `${process.platform} ${process.arch}`;
  throw new CrescendoError(
    'INVALID_FIELD',
    `fidelity matched needs libturbojpeg, which has no build for ${platform}: use exact`,
    { field: 'fidelity', value: fidelity },
  );
}
