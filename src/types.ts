/** Pillow's resampling filters that Crescendo offers for the crop's resize. */
export const FILTERS = ['bicubic', 'bilinear', 'lanczos', 'box'] as const;
export type Filter = (typeof FILTERS)[number];

/** How an image of the base size becomes one of side B. */
export const LOW_FREQUENCY_OPERATORS = ['spectral', 'lanczos'] as const;
export type LowFrequencyOperator = (typeof LOW_FREQUENCY_OPERATORS)[number];

/**
 * The grid of pixels on which the work before the low-frequency crop is done; see src/plan/sampling/working-grid.ts.
 */
export const FIDELITIES = ['exact', 'matched'] as const;
export type Fidelity = (typeof FIDELITIES)[number];

/** Who crops images to the stage's side. */
export const CROP_PLACES = ['server', 'client'] as const;

/** Sample types on the wire. */
export const DTYPES = ['uint8', 'float32'] as const;
export type Dtype = (typeof DTYPES)[number];

/** Bytes of one sample value. */
export const DTYPE_BYTES: Readonly<Record<Dtype, number>> = { uint8: 1, float32: 4 };

/** A tensor of a batch: the same shape for every sample. */
export interface TensorSpec {
  /** How clients find it: `images`, for example. */
  name: string;
  dtype: Dtype;
  /** Shape of one sample: [height, width, channels] of images. */
  shape: readonly number[];
}

/** The tensors of a batch, of which the images are the first. */
export type BatchTensors = readonly [TensorSpec, ...TensorSpec[]];

/** Bytes of one sample of a tensor. */
export function tensorBytes({ dtype, shape }: TensorSpec): number {
  return shape.reduce((product, length) => product * length, DTYPE_BYTES[dtype]);
}

/** Colour channels of every batch. */
export const CHANNELS = 3;

/** One value for each channel: a colour, or a constant of the normalisation. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The normalisation that a trainer applies: mean and standard deviation of each channel, in units of 0..1. */
export interface Normalization {
  mean: Rgb;
  std: Rgb;
}

/** Mean and standard deviation of ImageNet's training images in units of 0..1, as torchvision and timm have them. */
export const IMAGENET_MEAN: Rgb = [0.485, 0.456, 0.406];
export const IMAGENET_STD: Rgb = [0.229, 0.224, 0.225];

export interface Size {
  width: number;
  height: number;
}

/**
 * Size of an image in pixels as users write it: the side of a square, or [height, width], the order of timm and PyTorch.
 * What both forms can say is equal: `[224, 224]` is written as 224.
 */
export type ImageSize = number | readonly [height: number, width: number];

/** Both sides of an image. */
export function sidesOf(size: ImageSize): Size {
  return typeof size === 'number' ? { width: size, height: size } : { width: size[1], height: size[0] };
}

/** The shorter form of a size. */
export function imageSize({ width, height }: Size): ImageSize {
  return width === height ? width : [height, width];
}

export function areaOf(size: ImageSize): number {
  return typeof size === 'number' ? size ** 2 : size[0] * size[1];
}

export function shorterSide(size: ImageSize): number {
  return typeof size === 'number' ? size : Math.min(...size);
}

export function sameSize(a: ImageSize, b: ImageSize): boolean {
  return String(a) === String(b);
}

/** A size in messages: "224", or "192 x 320". */
export function sizeText(size: ImageSize): string {
  return typeof size === 'number' ? String(size) : size.join(' x ');
}

/** A rectangle of pixels; x and y are its top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A JPEG can be decoded at one of these fractions of its size, which saves the corresponding part of the inverse DCT.
 */
export const DECODE_SCALES = [1, 2, 4, 8] as const;

export type DecodeScale = (typeof DECODE_SCALES)[number];
