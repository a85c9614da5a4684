/** The units of a training budget, and the cost of a step of a stage. */

import { areaOf, type ImageSize, shorterSide } from '../types.ts';

/** Units whose stage boundaries are known before the run starts. */
export const PLANNED_UNITS = ['equivalent_epochs', 'samples', 'steps', 'flops'] as const;
/** Units that can only be measured while training: boundaries are decided during the run. */
export const MEASURED_UNITS = ['wall_hours', 'accelerator_hours'] as const;
export const BUDGET_UNITS = [...PLANNED_UNITS, ...MEASURED_UNITS] as const;
export type BudgetUnit = (typeof BUDGET_UNITS)[number];

export interface Budget {
  unit: BudgetUnit;
  /** In `unit`, greater than 0. */
  amount: number;
}

/** Sides in pixels, the shorter ones of rectangles, with the cost of one sample. */
export type SideTable = ReadonlyMap<number, number>;

/**
 * The cost of one sample at a side, relative to one at the base size: its area, or a table's entry relative to that of
 * the base size. `measured` is fitted from the step times that trainers report, and decided while training.
 */
export type CostModel = { kind: 'quadratic' } | { kind: 'table'; table: SideTable } | { kind: 'measured' };

/** Everything that turns shares of a budget into steps. */
export interface Accounting {
  budget: Budget;
  cost: CostModel;
  /** FLOPs of one image by side, for a budget of FLOPs: a table, or the number at the base size. */
  flops?: SideTable | number | undefined;
  /** Size of the full image. */
  baseSize: ImageSize;
  /** Samples of the dataset. */
  sampleCount: number;
}

/** Cost of one sample of a size in units of one sample at the base size, by area. */
export function sampleCost(size: ImageSize, baseSize: ImageSize): number {
  // Of squares the ratio of the sides is squared: decided schedules depend on its last bit.
  if (typeof size === 'number' && typeof baseSize === 'number') return (size / baseSize) ** 2;
  return areaOf(size) / areaOf(baseSize);
}

/** Relative cost of one sample of a size by the model; `measured` uses the area until something is measured. */
export function relativeCost(model: CostModel, size: ImageSize, baseSize: ImageSize): number {
  if (model.kind !== 'table') return sampleCost(size, baseSize);
  return entry(model.table, size) / entry(model.table, baseSize);
}

/** True if the stage boundaries are decided while training. */
export function isMeasured({ budget, cost }: Pick<Accounting, 'budget' | 'cost'>): boolean {
  const measuredUnit = (MEASURED_UNITS as readonly string[]).includes(budget.unit);
  return measuredUnit || (budget.unit === 'equivalent_epochs' && cost.kind === 'measured');
}

/**
 * Share of the budget that one step costs.
 *
 * @param size of the images
 * @param globalBatch samples that are trained in the step, including replayed ones
 */
export function stepShare(accounting: Accounting, size: ImageSize, globalBatch: number): number {
  const { budget, cost, baseSize, sampleCount } = accounting;
  switch (budget.unit) {
    case 'equivalent_epochs':
      return (globalBatch * relativeCost(cost, size, baseSize)) / (budget.amount * sampleCount);
    case 'samples':
      return globalBatch / budget.amount;
    case 'steps':
      return 1 / budget.amount;
    case 'flops':
      return (globalBatch * flopsPerImage(accounting, size)) / budget.amount;
    default:
      throw new RangeError(`a step's share of ${budget.unit} is not known before it is measured`);
  }
}

function flopsPerImage({ flops, baseSize }: Accounting, size: ImageSize): number {
  if (typeof flops === 'number') return flops * sampleCost(size, baseSize);
  return entry(flops ?? new Map(), size);
}

/** The spec's checks ensure that every side has an entry. */
function entry(table: SideTable, size: ImageSize): number {
  const side = shorterSide(size);
  const value = table.get(side);
  if (value === undefined) throw new RangeError(`no entry for side ${side}`);
  return value;
}
