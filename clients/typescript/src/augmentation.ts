export type { ErasingMode, ErasingSpec, MixingSpec } from './spec-types.ts';
