/** The base size that the presets' bandwidths are written for, in pixels. */
export const PRESET_BASE_SIZE = 224;

/** One stage of a preset: a share of the budget at one side and one RandAugment magnitude. */
export interface PresetStage {
  /** Share of the preset's unit, see `Preset.unit`. */
  share: number;
  /** Side B in pixels at a base size of 224. */
  bandwidth: number;
  /** RandAugment magnitude of `rand-m{magnitude}-mstd0.5-inc1`. */
  magnitude: number;
}

export interface Preset {
  /** What `share` counts: compute (the budget) or passes over the data, whatever their size. */
  unit: 'budget' | 'epochs';
  stages: readonly PresetStage[];
}

/** Ten stages of a tenth of the budget each, with magnitudes 0..9. */
function tenths(bandwidths: readonly number[]): Preset {
  return {
    unit: 'budget',
    stages: bandwidths.map((bandwidth, magnitude) => ({ share: 0.1, bandwidth, magnitude })),
  };
}

/**
 * Schedules that were published with results. Source: Wang et al., "EfficientTrain++: Generalized curriculum learning
 * for efficient visual backbone training", TPAMI 2024, and the authors' repository LeapLabTHU/EfficientTrain.
 */
export const PRESETS = {
  /** The first version (ICCV 2023): three sides by epochs, five magnitudes by fifths of the epochs. */
  efficienttrain: {
    unit: 'epochs',
    stages: [
      { share: 0.2, bandwidth: 160, magnitude: 1 },
      { share: 0.2, bandwidth: 160, magnitude: 3 },
      { share: 0.2, bandwidth: 160, magnitude: 5 },
      { share: 0.2, bandwidth: 192, magnitude: 7 },
      { share: 0.2, bandwidth: 224, magnitude: 9 },
    ],
  },
  /** ResNet-50, Swin, CSWin. */
  'efficienttrain++': tenths([96, 96, 160, 160, 160, 160, 224, 224, 224, 224]),
  /** DeiT. */
  'efficienttrain++deit': tenths([96, 96, 160, 160, 160, 160, 192, 192, 224, 224]),
  /** ConvNeXt. */
  'efficienttrain++convnext': tenths([160, 160, 160, 160, 160, 160, 224, 224, 224, 224]),
  /** No curriculum: the baseline. */
  constant: { unit: 'budget', stages: [{ share: 1, bandwidth: 224, magnitude: 9 }] },
} as const satisfies Record<string, Preset>;

/** RandAugment of a preset's stage, as a timm config string. */
export function presetRandAugment(magnitude: number): string {
  return `rand-m${magnitude}-mstd0.5-inc1`;
}

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
