/** From a spec's fields of stages, budget and cost to what the schedule counts with. */

import type { z } from 'zod';
import type { Budget, BudgetUnit, CostModel, SideTable } from './budget.ts';
import { BUDGET_UNITS } from './budget.ts';
import type { budgetSchema, costSchema, stageSchema } from './schedule-fields.ts';

export type StageSpec = z.infer<typeof stageSchema>;
export type BudgetSpec = z.infer<typeof budgetSchema>;
export type CostSpec = z.infer<typeof costSchema>;

/** The one unit of a budget and its amount. */
export function budgetOf(spec: BudgetSpec): Budget {
  const unit = BUDGET_UNITS.find((name): name is BudgetUnit => spec[name] !== undefined)!;
  return { unit, amount: spec[unit]! };
}

export function costOf(spec: CostSpec): CostModel {
  return typeof spec === 'string' ? { kind: spec } : { kind: 'table', table: tableOf(spec.table) };
}

export function flopsOf({ flops_per_image: flops }: BudgetSpec): SideTable | number | undefined {
  return typeof flops === 'object' ? tableOf(flops) : flops;
}

function tableOf(table: Readonly<Record<string, number>>): SideTable {
  return new Map(Object.entries(table).map(([side, value]) => [Number(side), value]));
}
