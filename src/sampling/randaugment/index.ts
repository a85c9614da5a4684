export { CONFIG_LIMITS, parseRandAugmentConfig, type RandAugmentConfig } from './config.ts';
export { DEFAULT_FILL, fillOfMean } from './fill.ts';
export { TIMM_VERSIONS, type TimmVersion } from './levels.ts';
export { DRAWS_PER_LAYER, type PlanContext, planRandAugment } from './plan.ts';
export {
  GEOMETRIC_OP_NAMES,
  INTERPOLATIONS,
  type Interpolation,
  type InterpolationSetting,
  type OpName,
  PLAIN_OP_NAMES,
  type PlannedOp,
  parseInterpolationSetting,
  type Rgb,
  VALUE_OP_NAMES,
} from './planned-op.ts';
