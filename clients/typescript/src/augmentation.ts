export type { ErasingMode, ErasingSpec, MixingSpec } from './gen/spec-types.ts';
