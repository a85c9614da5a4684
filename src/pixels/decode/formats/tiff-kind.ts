import { readTags } from './tiff-tags.ts';

const TAG = {
  width: 256,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  samples: 277,
  planar: 284,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

const [UNSIGNED, SIGNED, FLOAT] = [1, 2, 3];
const [PREMULTIPLIED, ALPHA] = [1, 2];
const JPEG = 7;
/** None, the three of fax machines, LZW, JPEG, Deflate under both its numbers, PackBits. */
const COMPRESSIONS: readonly number[] = [1, 2, 3, 4, 5, JPEG, 8, 32_946, 32_773];

/** As libtiff decodes them, and as libvips keeps them. */
const COPIES_OF_TILES = 3;

/** A pixel of a TIFF file: what its tags say, with their defaults. */
interface TiffKind {
  photometric: number;
  compression: number;
  samples: number;
  /** Bits of each sample; 0 if they differ. */
  bits: number;
  format: number;
  /** What the samples beyond the colour mean. */
  extra: readonly number[];
  planar: boolean;
  tiled: boolean;
  reversedBits: boolean;
}

/**
 * Why a TIFF file is refused: its kind is none of those for which sharp has been found to give Pillow's pixels
 * (docs/formats.md). Undefined if it is one of them.
 */
export function tiffRefusal(bytes: Uint8Array): string | undefined {
  const kind = kindOf(bytes);
  if (kind === undefined) return 'the directory of the TIFF file lies beyond its end';
  const { compression, planar, tiled, bits, reversedBits } = kind;
  if (!COMPRESSIONS.includes(compression)) return `TIFF compression ${compression} is not supported`;
  if (planar && tiled) return 'TIFF tiles of separate planes are not supported';
  if (planar && bits !== 8) return `separate TIFF planes of ${bits} bits are not supported`;
  if (reversedBits && bits > 8) return `TIFF samples of ${bits} bits in reversed order are not supported`;
  const known = KINDS[kind.photometric]?.(kind) === true;
  return known ? undefined : `TIFF with ${described(kind)} is not supported`;
}

/** Bytes that libvips takes for a row of tiles, which may be larger than the image; 0 if there are none. */
export function tileRowBytes(bytes: Uint8Array): number {
  const tags = readTags(bytes);
  const first = (tag: number): number => tags?.get(tag)?.[0] ?? 0;
  const [width, height] = [first(TAG.tileWidth), first(TAG.tileHeight)];
  if (width === 0 || height === 0) return 0;
  const perPixel = first(TAG.samples) * Math.max(1, first(TAG.bits) / 8);
  return COPIES_OF_TILES * perPixel * Math.ceil(first(TAG.width) / width) * width * height;
}

function kindOf(bytes: Uint8Array): TiffKind | undefined {
  const tags = readTags(bytes);
  if (tags === undefined) return undefined;
  const first = (tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise;
  const same = (tag: number, otherwise: number): number => {
    const values = tags.get(tag) ?? [];
    return values.every((value) => value === values[0]) ? (values[0] ?? otherwise) : 0;
  };
  return {
    photometric: first(TAG.photometric, 0),
    compression: first(TAG.compression, 1),
    samples: first(TAG.samples, 1),
    bits: same(TAG.bits, 1),
    format: same(TAG.sampleFormat, UNSIGNED),
    extra: tags.get(TAG.extraSamples) ?? [],
    planar: first(TAG.planar, 1) === 2,
    tiled: tags.has(TAG.tileOffsets),
    reversedBits: first(TAG.fillOrder, 1) === 2,
  };
}

/** Whether Pillow's pixels of a kind are known, by the number of its colour model. */
const KINDS: Readonly<Record<number, (kind: TiffKind) => boolean>> = {
  0: ({ samples, bits, format }) => samples === 1 && format === UNSIGNED && [1, 2, 4, 8, 16].includes(bits),
  1: ({ samples, bits, format, extra }) => {
    if (samples === 2) return bits === 8 && format === UNSIGNED && extra[0] === ALPHA;
    if (bits === 32) return samples === 1 && (format === SIGNED || format === FLOAT);
    return samples === 1 && format === UNSIGNED && [1, 2, 4, 8, 16].includes(bits);
  },
  2: ({ samples, bits, format, extra }) => {
    // sharp divides by a premultiplied alpha too, but rounds otherwise.
    if (format !== UNSIGNED || samples < 3 || samples > 5 || extra[0] === PREMULTIPLIED) return false;
    return bits === 8 || (bits === 16 && samples < 5);
  },
  3: ({ samples, bits, format }) => {
    if (format !== UNSIGNED) return false;
    return samples === 2 ? bits === 8 : samples === 1 && [1, 2, 4, 8].includes(bits);
  },
  5: ({ samples, bits, format }) => samples === 4 && bits === 8 && format === UNSIGNED,
  6: ({ samples, bits, compression, planar }) => samples === 3 && bits === 8 && compression === JPEG && !planar,
};

function described({ photometric, samples, bits, format, extra }: TiffKind): string {
  const models: Record<number, string> = {
    0: 'grey',
    1: 'grey',
    2: 'RGB',
    3: 'palette',
    5: 'CMYK',
    6: 'YCbCr',
    8: 'Lab',
  };
  const model = models[photometric] ?? `colour model ${photometric}`;
  const meaning = extra.length === 0 ? '' : `, extra samples ${extra.join(', ')}`;
  return `${samples} samples (${model}) of ${bits === 0 ? 'different' : bits} bits, sample format ${format}${meaning}`;
}
