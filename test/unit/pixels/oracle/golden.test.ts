import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { OPERATION_NAMES } from '../../../../src/pixels/ops/index.ts';
import { affine, type Interpolation } from '../../../../src/pixels/oracle/affine.ts';
import type { AffineMatrix } from '../../../../src/pixels/oracle/affine-matrix.ts';
import { applyOp } from '../../../../src/pixels/oracle/apply-op.ts';
import { flipHorizontally } from '../../../../src/pixels/oracle/flip.ts';
import { boxWeights, gaussianBoxRadius } from '../../../../src/pixels/oracle/gaussian-blur.ts';
import { toGrey } from '../../../../src/pixels/oracle/grey.ts';
import type { Rgb, RgbImage } from '../../../../src/pixels/oracle/image.ts';
import { rotationMatrix } from '../../../../src/pixels/oracle/rotate.ts';
import { smooth } from '../../../../src/pixels/oracle/smooth.ts';
import type { PlannedOperation } from '../../../../src/plan/sampling/randaugment/operation.ts';

/** Arguments as the generating script names them: at most one number or matrix, and the interpolation. */
interface Arguments {
  interp?: Interpolation;
  matrix?: AffineMatrix;
  [name: string]: unknown;
}

interface GoldenCase {
  id: string;
  input: string;
  op: string;
  args: Arguments;
  file: string;
  offset: number;
  length: number;
}

interface Chain {
  config: string;
  seed: number;
  input: string;
  fill: Rgb;
  steps: { op: string; args: Arguments }[];
  sha256: string;
}

const folder = new URL('../../../golden/pillow/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, folder));
const parse = (name: string): unknown => JSON.parse(read(name).toString());

const index = parse('index.json') as {
  fill: Rgb;
  inputs: Record<string, { w: number; h: number; file: string }>;
  cases: GoldenCase[];
};

/** Tested with the resampling kernels. */
const RESIZES = new Set(['Resize', 'ResizedCrop', 'ResizeBox']);

function input(name: string): RgbImage {
  const { w, h, file } = index.inputs[name]!;
  return { width: w, height: h, data: new Uint8Array(read(file)) };
}

function planned(name: string, { interp, ...values }: Arguments): PlannedOperation {
  const [argument] = Object.values(values) as number[];
  return {
    name,
    ...(argument === undefined ? {} : { argument }),
    ...(interp === undefined ? {} : { interpolation: interp }),
  };
}

function result(image: RgbImage, op: string, args: Arguments): Uint8Array {
  if (op === 'HFlip') return flipHorizontally(image).data;
  if (op === 'ConvertL') return toGrey(image);
  if (op === 'Smooth') return smooth(image).data;
  if (op === 'Affine') return affine(image, args.matrix!, args.interp!, index.fill).data;
  assert.ok(OPERATION_NAMES.includes(op), `no reference of ${op}`);
  return applyOp(image, planned(op, args), index.fill).data;
}

test("every reference should equal Pillow's stored results, byte for byte", () => {
  const cases = index.cases.filter(({ op }) => !RESIZES.has(op));
  assert.equal(cases.length, 627);
  for (const { id, input: name, op, args, file, offset, length } of cases) {
    const expected = read(file).subarray(offset, offset + length);
    assert.ok(expected.equals(result(input(name), op, args)), `${id} ${JSON.stringify(args)}`);
  }
});

test("whole RandAugment calls should give the images of timm's plans", () => {
  const chains = parse('chains.json') as Chain[];
  assert.equal(chains.length, 42);
  for (const { config, seed, input: name, fill, steps, sha256 } of chains) {
    const image = steps.reduce((running, { op, args }) => applyOp(running, planned(op, args), fill), input(name));
    assert.equal(createHash('sha256').update(image.data).digest('hex'), sha256, `${config}, seed ${seed}`);
  }
});

test("rotation matrices should be Pillow's to within the 15 decimals that it keeps", () => {
  const matrices = parse('matrices.json') as { w: number; h: number; degrees: number; matrix: number[] }[];
  assert.equal(matrices.length, 200);
  for (const { w, h, degrees, matrix } of matrices) {
    for (const [k, value] of rotationMatrix(degrees, w, h).entries()) {
      // A cosine may differ in its 15th decimal between mathematical libraries; a shift is half a side times that.
      const tolerance = k % 3 === 2 ? 1e-15 * (w + h) : 1.5e-15;
      assert.ok(Math.abs(value - matrix[k]!) <= tolerance, `${degrees} degrees, ${w} x ${h}, entry ${k}`);
    }
  }
});

test("the box of a Gaussian blur should have Pillow's radius and weights", () => {
  const cases = [
    [0.1, 0.00167224, 0, 16721291, 27962],
    [1, 0.25000003, 0, 11184811, 2796202],
    [2, 1.375, 1, 4473924, 1677722],
  ] as const;
  for (const [deviation, boxRadius, radius, inner, edge] of cases) {
    const actual = gaussianBoxRadius(deviation);
    assert.ok(Math.abs(actual - boxRadius) < 1e-8, `${deviation}: ${actual}`);
    assert.deepEqual(boxWeights(actual), { radius, inner, edge });
  }
});

test('a reference should leave its input alone, and refuse an operation that lacks an argument', () => {
  const image = input('grad');
  const before = Buffer.from(image.data);
  for (const name of OPERATION_NAMES) {
    applyOp(image, { name, argument: 1, interpolation: 'bilinear' }, index.fill);
  }
  assert.deepEqual(Buffer.from(image.data), before);
  assert.throws(() => applyOp(image, { name: 'Color' }, index.fill), /Color needs an argument/);
  assert.throws(() => applyOp(image, { name: 'Rotate', argument: 1 }, index.fill), /Rotate needs an interpolation/);
});
