/** The units of a training budget, and the cost of a step of a stage. */

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

/** Sides in pixels, with the cost of one sample. */
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
  /** Side of the full image in pixels. */
  baseSize: number;
  /** Samples of the dataset. */
  sampleCount: number;
}

/** Cost of one sample at side B in units of one sample at the base size, by area. */
export function sampleCost(bandwidth: number, baseSize: number): number {
  return (bandwidth / baseSize) ** 2;
}

/** Relative cost of one sample at side B by the model; `measured` uses the area until something is measured. */
export function relativeCost(model: CostModel, bandwidth: number, baseSize: number): number {
  if (model.kind !== 'table') return sampleCost(bandwidth, baseSize);
  return entry(model.table, bandwidth) / entry(model.table, baseSize);
}

/** True if the stage boundaries are decided while training. */
export function isMeasured({ budget, cost }: Pick<Accounting, 'budget' | 'cost'>): boolean {
  const measuredUnit = (MEASURED_UNITS as readonly string[]).includes(budget.unit);
  return measuredUnit || (budget.unit === 'equivalent_epochs' && cost.kind === 'measured');
}

/**
 * Share of the budget that one step costs.
 *
 * @param bandwidth side of the images in pixels
 * @param globalBatch samples that are trained in the step, including replayed ones
 */
export function stepShare(accounting: Accounting, bandwidth: number, globalBatch: number): number {
  const { budget, cost, baseSize, sampleCount } = accounting;
  switch (budget.unit) {
    case 'equivalent_epochs':
      return (globalBatch * relativeCost(cost, bandwidth, baseSize)) / (budget.amount * sampleCount);
    case 'samples':
      return globalBatch / budget.amount;
    case 'steps':
      return 1 / budget.amount;
    case 'flops':
      return (globalBatch * flopsPerImage(accounting, bandwidth)) / budget.amount;
    default:
      throw new RangeError(`a step's share of ${budget.unit} is not known before it is measured`);
  }
}

function flopsPerImage({ flops, baseSize }: Accounting, bandwidth: number): number {
  if (typeof flops === 'number') return flops * sampleCost(bandwidth, baseSize);
  return entry(flops ?? new Map(), bandwidth);
}

/** The spec's checks ensure that every side has an entry. */
function entry(table: SideTable, side: number): number {
  const value = table.get(side);
  if (value === undefined) throw new RangeError(`no entry for side ${side}`);
  return value;
}
