/** The fields of a run spec that say how training goes on: stages, budget, cost. */
import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import type { Budget, BudgetUnit, CostModel, SideTable } from './budget.ts';
import { BUDGET_UNITS } from './budget.ts';
import { PRESET_NAMES } from './presets.ts';
import { parseRandAugment } from './randaugment/config.ts';

const even = (value: number): boolean => value % 2 === 0;

/** Checked by timm's rules; the error names the section of the string. */
export const randaugmentSchema = z.string().superRefine((text, context) => {
  if (text === 'none') return;
  try {
    parseRandAugment(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

/** A constant, or a ramp over the stage. */
const strength = (high: number) => {
  const value = z.number().min(0).max(high);
  return z.union([value, z.strictObject({ from: value, to: value })]);
};

export const microBatch = z.int().min(1).max(LIMITS.globalBatch);
const accumulation = z.int().min(1).max(65_536);

const replaySchema = z.strictObject({
  times: z.int().min(2).max(64).describe('Times that a sample is shown on average'),
  size: z.int().min(1).max(100_000).describe('Fresh batches that the buffer holds'),
  split: z.int().min(1).max(4096).default(32).describe('Chunks into which a fresh batch is split'),
});

const stageSchema = z.strictObject({
  until: z.number().gt(0).lte(1).describe('Share of the budget at which the stage ends; 1 in the last stage'),
  bandwidth: z
    .int()
    .min(LIMITS.bandwidthMin)
    .refine(even, 'must be even: the low-frequency crop keeps as many negative as positive frequencies')
    .describe('Side B of the images in pixels'),
  global_batch: z
    .int()
    .min(1)
    .max(LIMITS.globalBatch)
    .optional()
    .describe("Samples of a batch over all ranks; the run's"),
  micro_batch: microBatch.optional().describe('Samples that a device trains at a time'),
  accumulation: accumulation.optional().describe('Micro-batches of a batch of a rank'),
  randaugment: randaugmentSchema.optional().describe("timm's configuration string, or none; the run's"),
  magnitude: strength(10).optional().describe("Magnitude of RandAugment; the string's"),
  erasing_probability: strength(1).optional().describe("Probability of random erasing; the run's"),
  mixup_alpha: strength(1000).optional().describe("Alpha of mixup; the run's"),
  cutmix_alpha: strength(1000).optional().describe("Alpha of cutmix; the run's"),
  replay: replaySchema.optional().describe('Replay buffer of the stage'),
});

export const scheduleSchema = z.union([
  z.strictObject({ preset: z.enum(PRESET_NAMES) }),
  z.strictObject({
    stages: z.array(stageSchema).min(1).max(LIMITS.stages),
    reference_size: z
      .int()
      .min(LIMITS.baseSizeMin)
      .max(8192)
      .refine(even, 'must be even')
      .optional()
      .describe('Base size that the bandwidths are written for; they are scaled to base_size'),
  }),
]);

const positive = z.number().gt(0).max(1e30);
/** Keys are sides in pixels. */
/** A side in pixels, as keys of plain data are. */
export const sideKey = z.string().regex(/^[1-9]\d*$/, 'must be a side in pixels');
const sideTable = z.record(sideKey, positive);

export const budgetSchema = z
  .strictObject({
    equivalent_epochs: positive
      .max(LIMITS.equivalentEpochs)
      .optional()
      .describe('Passes over the data at the base size'),
    samples: positive.optional().describe('Samples trained, of whatever side'),
    steps: positive.optional().describe('Global steps'),
    flops: positive.optional().describe('FLOPs of training; needs flops_per_image'),
    wall_hours: positive.optional().describe('Hours; stages are decided from reported step times'),
    accelerator_hours: positive.optional().describe('Hours times ranks; likewise'),
    flops_per_image: z
      .union([positive, sideTable])
      .optional()
      .describe('FLOPs of one image: at the base size, scaled by area, or by side'),
  })
  .superRefine((budget, context) => {
    const units = BUDGET_UNITS.filter((unit) => budget[unit] !== undefined);
    if (units.length !== 1) {
      const found = units.length === 0 ? 'none is given' : `${units.join(' and ')} are given`;
      context.addIssue({ code: 'custom', message: `must have exactly one of ${BUDGET_UNITS.join(', ')}; ${found}` });
    }
    if ((budget.flops === undefined) !== (budget.flops_per_image === undefined)) {
      context.addIssue({ code: 'custom', message: 'flops and flops_per_image belong together' });
    }
  });

export const costSchema = z.union([z.enum(['quadratic', 'measured']), z.strictObject({ table: sideTable })]);

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
