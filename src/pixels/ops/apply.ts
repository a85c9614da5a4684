import { CrescendoError } from '../../errors.ts';
import type { PlannedOperation } from '../../plan/sampling/randaugment/operation.ts';
import type { PixelEngine } from '../kernels/engine.ts';
import type { AffineOptions } from './affine.ts';
import { operationNamed } from './index.ts';
import { PendingTable } from './pending-table.ts';

/**
 * Applies operations with their final arguments, in order, to the engine's current image: Pillow's pixels, bit for bit.
 * Tables that follow each other are applied as one.
 *
 * @param fill RGB colour, 0..255, with which a geometric operation fills
 * @throws INVALID_FIELD if an operation is unknown, lacks its argument or cannot take it; the image is then as it was
 */
export function applyOperations(
  engine: PixelEngine,
  operations: readonly PlannedOperation[],
  fill: AffineOptions['fill'],
): void {
  for (const operation of operations) checkArgument(operation);
  const pending = new PendingTable(engine);
  for (const { name, argument = 0, interpolation = 'bilinear' } of operations) {
    const { execution } = operationNamed(name);
    if ('table' in execution) {
      pending.add(execution.table, argument);
    } else {
      pending.flush();
      const execute = 'moves' in execution ? execution.moves : execution.pixels;
      execute(engine, argument, { interpolation, fill });
    }
  }
  pending.flush();
}

/** The same of one operation. */
export function applyOperation(engine: PixelEngine, operation: PlannedOperation, fill: AffineOptions['fill']): void {
  applyOperations(engine, [operation], fill);
}

function checkArgument({ name, argument }: PlannedOperation): void {
  const { argument: expected } = operationNamed(name);
  if (expected === undefined) return;
  const { unit, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = expected;
  if (argument === undefined) {
    throw new CrescendoError('INVALID_FIELD', `operation ${name} needs an argument (${unit})`, {
      field: 'argument',
      value: name,
    });
  }
  if (Number.isFinite(argument) && argument >= low && argument <= high) return;
  const range = expected.low === undefined && expected.high === undefined ? 'any finite number' : `${low} to ${high}`;
  throw new CrescendoError('INVALID_FIELD', `operation ${name} takes ${range} (${unit}), not ${argument}`, {
    field: 'argument',
    value: String(argument),
    bound: range,
  });
}
