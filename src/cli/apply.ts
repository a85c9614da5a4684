import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import sharp from 'sharp';
import { whyUnreadable } from '../dataset/unreadable.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { FILL } from '../make/execute.ts';
import { Decoder } from '../pixels/decode/index.ts';
import { PixelEngine } from '../pixels/kernels/engine.ts';
import { loadKernels } from '../pixels/kernels/module.ts';
import { applyOperation } from '../pixels/ops/apply.ts';
import { isGeometric, OPERATION_NAMES } from '../pixels/ops/index.ts';
import type { PlannedOperation } from '../plan/sampling/randaugment/operation.ts';
import type { AffineInterpolation } from '../spec/augmentation.ts';
import { ownSize, sizeOf } from '../spec/stage-size.ts';
import {
  CHANNELS,
  FILTERS,
  type Filter,
  imageSize,
  LOW_FREQUENCY_OPERATORS,
  type LowFrequencyOperator,
  sidesOf,
} from '../types.ts';
import { integer } from './options.ts';

interface ApplyFlags {
  output: string;
  op: PlannedOperation[];
  interpolation: AffineInterpolation;
  fill: [number, number, number];
  crop?: [number, number, number, number];
  size?: number;
  filter: Filter;
  flip: boolean;
  bandwidth?: number;
  lowFrequency: LowFrequencyOperator;
}

/**
 * `crescendo apply IN -o OUT.png --op ...`: applies exactly these arguments to one image, to look at one thing and
 * check it.
 */
export function applyCommand(): Command {
  return new Command('apply')
    .description('Apply operations with their final arguments to one image.')
    .argument('<image>', 'the image')
    .requiredOption('-o, --output <file>', 'PNG to write')
    .option('--op <name:argument>', `operation (repeatable): ${OPERATION_NAMES.join(', ')}`, operation, [])
    .addOption(
      new Option('--interpolation <name>', 'interpolation of geometric operations')
        .choices(['nearest', 'bilinear', 'bicubic'])
        .default('bilinear'),
    )
    .option('--fill <r,g,b>', 'colour with which geometric operations fill', numbers(3, 255), [...FILL])
    .option('--crop <x,y,w,h>', 'box to cut out first (default: the whole image)', numbers(4, LIMITS.imageSide))
    .option('--size <n>', 'side to which the crop is resized', integer(1, LIMITS.baseSizeMax))
    .addOption(new Option('--filter <name>', "filter of the crop's resize").choices(FILTERS).default('bicubic'))
    .option('--flip', 'flip left to right after the resize', false)
    .option('--bandwidth <n>', 'shorter side B of the low-frequency crop', integer(2, LIMITS.baseSizeMax))
    .addOption(
      new Option('--low-frequency <name>', 'operator of the low-frequency crop')
        .choices(LOW_FREQUENCY_OPERATORS)
        .default('spectral'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  crescendo apply cat.jpg -o out.png --size 224 --op Rotate:27 --op Color:1.81 --bandwidth 96',
    )
    .action(apply);
}

async function apply(path: string, flags: ApplyFlags): Promise<void> {
  const engine = new PixelEngine(loadKernels());
  const decoder = new Decoder();
  const bytes = readImage(path);
  const header = await decoder.readHeader(bytes);
  const [x, y, width, height] = flags.crop ?? [0, 0, header.width, header.height];
  if (width < 1 || height < 1 || x + width > header.width || y + height > header.height) {
    throw wrong('--crop', `${flags.crop} is not inside the image of ${header.width} x ${header.height} pixels`);
  }
  const target = { width: flags.size ?? width, height: flags.size ?? height };
  if (Math.max(target.width, target.height) > LIMITS.baseSizeMax) {
    throw wrong(
      '--size',
      `${target.width} x ${target.height} pixels exceed ${LIMITS.baseSizeMax} a side: give a --size`,
    );
  }
  const region = await decoder.decodeRegion(bytes, header, { x, y, width, height }, (w, h) => engine.region(w, h));
  engine.cropResize(region, { x: x - region.x, y: y - region.y, width, height }, target, flags.filter, flags.flip);
  for (const planned of flags.op) applyOperation(engine, withInterpolation(planned, flags.interpolation), flags.fill);
  if (flags.bandwidth !== undefined) {
    const size = sizeOf(ownSize(flags.bandwidth, imageSize(target), 1));
    const pixels = engine.lowFrequency(size, flags.lowFrequency, 'uint8');
    const result = sidesOf(size);
    await writePng(pixels, result.width, result.height, flags.output);
  } else {
    await writePng(engine.image.data, target.width, target.height, flags.output);
  }
}

function withInterpolation(planned: PlannedOperation, interpolation: AffineInterpolation): PlannedOperation {
  return isGeometric(planned.name) ? { ...planned, interpolation } : planned;
}

async function writePng(pixels: Uint8Array, width: number, height: number, path: string): Promise<void> {
  await sharp(pixels, { raw: { width, height, channels: CHANNELS } })
    .png()
    .toFile(path);
}

function readImage(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read ${path}: ${whyUnreadable(path, error)}`, { path });
  }
}

function wrong(option: string, message: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `${option}: ${message}`, { option });
}

/** Collects repeated `NAME` or `NAME:ARGUMENT` options. */
function operation(text: string, previous: PlannedOperation[]): PlannedOperation[] {
  const [name, argument] = text.split(':') as [string, string | undefined];
  if (!OPERATION_NAMES.includes(name)) {
    throw new InvalidArgumentError(`there is no operation ${name}; the operations are ${OPERATION_NAMES.join(', ')}.`);
  }
  const planned: PlannedOperation = { name };
  if (argument !== undefined) planned.argument = Number(argument);
  if (argument === '' || Number.isNaN(planned.argument)) {
    throw new InvalidArgumentError(`the argument of ${name} must be a number (given: ${text}).`);
  }
  return [...previous, planned];
}

function numbers(count: number, high: number): (text: string) => number[] {
  return (text) => {
    const values = text.split(',').map(integer(0, high));
    if (values.length === count) return values;
    throw new InvalidArgumentError(`must be ${count} numbers separated by commas (given: ${text}).`);
  };
}
