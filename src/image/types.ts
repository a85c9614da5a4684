/** Pillow's resampling filters that Crescendo offers for the crop's resize. */
export const FILTERS = ['bicubic', 'bilinear', 'lanczos', 'box'] as const;
export type Filter = (typeof FILTERS)[number];

/** How an image of the base size becomes one of side B. */
export const LOW_FREQUENCY_OPERATORS = ['spectral', 'lanczos'] as const;
export type LowFrequencyOperator = (typeof LOW_FREQUENCY_OPERATORS)[number];

/** Sample types on the wire. */
export const DTYPES = ['uint8', 'float32'] as const;
export type Dtype = (typeof DTYPES)[number];

/** Bytes of one sample value. */
export const DTYPE_BYTES: Readonly<Record<Dtype, number>> = { uint8: 1, float32: 4 };

/** Colour channels of every batch. */
export const CHANNELS = 3;
