import { CrescendoError } from '../../../errors.ts';

/** The level at which an operation is strongest. */
const LEVEL_MAX = 10;

/** What arguments depend on besides the level. */
export interface LevelContext {
  /** Largest shift of TranslateX and TranslateY in pixels; timm: the smaller side times 0.45, truncated. */
  translateConst: number;
  /** Largest shift of TranslateXRel and TranslateYRel as a share of the side. */
  translatePct: number;
}

/** How RandAugment's level becomes the argument of an operation (timm/data/auto_augment.py, *_level_to_arg). */
export interface LevelRule {
  /** True if a sign is drawn. */
  signed: boolean;
  /** Where the argument is drawn: uniformly from this to what the level gives. Otherwise it is what the level gives. */
  drawnFrom?: number;
  /**
   * @param share the level / 10, from 0 on; above 1 only with mmax
   * @param negate the outcome of the sign draw; false unless `signed`
   */
  argument(share: number, negate: boolean, context: LevelContext): number;
}

/** What planning has to know of an operation. */
export interface OperationRule {
  /** True if the operation moves pixels, and so interpolates. */
  geometric: boolean;
  /** Undefined for an operation without an argument. */
  level?: LevelRule | undefined;
}

/** The rules by the names that RandAugment's sets use. `src/pixels/ops` has them: `OPERATION_RULES`. */
export type OperationRules = ReadonlyMap<string, OperationRule>;

/** @throws INTERNAL if there is no such operation */
export function ruleOf(rules: OperationRules, name: string): OperationRule {
  const rule = rules.get(name);
  if (rule === undefined) throw new CrescendoError('INTERNAL', `there is no operation ${name}`, { value: name });
  return rule;
}

/**
 * The argument of an operation at a level, as timm computes it; undefined for operations without one.
 *
 * @param level the clipped magnitude, 0..10 or up to mmax
 * @param negate the outcome of the sign draw; it has no effect on operations without a sign
 * @param within for a rule with `drawnFrom`, the draw in [0, 1): where the argument lies between its two ends
 */
export function levelArgument(
  { level: rule }: OperationRule,
  level: number,
  negate: boolean,
  context: LevelContext,
  within = 0,
): number | undefined {
  // The division comes first: (level / 10) * 1.8 and level * 0.18 differ in their last bits.
  const argument = rule?.argument(level / LEVEL_MAX, rule.signed && negate, context);
  const from = rule?.drawnFrom;
  return argument === undefined || from === undefined ? argument : from + (argument - from) * within;
}
