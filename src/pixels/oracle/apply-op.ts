import { readdirSync } from 'node:fs';
import type { PlannedOperation } from '../../plan/sampling/randaugment/operation.ts';
import { isGeometric, operationNamed } from '../ops/index.ts';
import type { Rgb, RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/** The oracles of all operations by name: whatever the modules of this folder export as `ORACLES`. */
export const ORACLES: ReadonlyMap<string, Oracle> = new Map(await collect());

async function collect(): Promise<[string, Oracle][]> {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'apply-op.ts');
  const modules = await Promise.all(
    files.map(async (file) => (await import(new URL(file, folder).href)) as { ORACLES?: Record<string, Oracle> }),
  );
  return modules.flatMap(({ ORACLES: oracles = {} }) => Object.entries(oracles));
}

/**
 * Applies one planned operation; the image given stays as it is.
 *
 * @param fill colour of what a geometric operation brings in from outside
 * @throws RangeError if the operation has no oracle, or lacks the argument or the interpolation that it needs
 */
export function applyOp(image: RgbImage, operation: PlannedOperation, fill: Rgb): RgbImage {
  const { name, argument, interpolation } = operation;
  const record = operationNamed(name);
  const oracle = ORACLES.get(record.name);
  if (oracle === undefined) throw new RangeError(`operation ${record.name} has no oracle`);
  if (record.argument !== undefined && argument === undefined) {
    throw new RangeError(`operation ${name} needs an argument`);
  }
  if (isGeometric(name) && interpolation === undefined)
    throw new RangeError(`operation ${name} needs an interpolation`);
  return oracle(image, argument ?? 0, interpolation ?? 'nearest', fill);
}
