import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { affine } from '../../../../src/pixels/ops/affine.ts';
import { applyOperation, applyOperations } from '../../../../src/pixels/ops/apply.ts';
import { OPERATION_NAMES } from '../../../../src/pixels/ops/index.ts';
import type { PlannedOperation } from '../../../../src/plan/sampling/randaugment/operation.ts';
import type { AffineInterpolation } from '../../../../src/spec/augmentation.ts';

/** Arguments as the generating script names them. */
type Arguments = Record<string, number | string | number[]>;

interface GoldenCase {
  id: string;
  input: string;
  op: string;
  args: Arguments;
  sha256: string;
}

interface Chain {
  config: string;
  seed: number;
  input: string;
  fill: [number, number, number];
  steps: { op: string; args: Arguments }[];
  sha256: string;
}

const folder = new URL('../../../golden/pillow/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, folder));
const index = JSON.parse(read('index.json').toString()) as {
  fill: [number, number, number];
  inputs: Record<string, { w: number; h: number; file: string }>;
  cases: GoldenCase[];
};
const chains = JSON.parse(read('chains.json').toString()) as Chain[];
const engine = new PixelEngine(loadKernels());

function load(name: string): void {
  const { w, h, file } = index.inputs[name]!;
  engine.loadImage(read(file), w, h);
}

const digest = (): string => createHash('sha256').update(engine.image.data).digest('hex');

function planned(op: string, args: Arguments): PlannedOperation {
  const { interp, ...rest } = args;
  const argument = Object.values(rest)[0];
  return {
    name: op,
    ...(argument === undefined ? {} : { argument: argument as number }),
    ...(interp === undefined ? {} : { interpolation: interp as AffineInterpolation }),
  };
}

test("every operation should equal Pillow's stored results, bit for bit", () => {
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  for (const { id, input, op, args, sha256 } of index.cases) {
    if (op !== 'Affine' && !OPERATION_NAMES.includes(op)) continue;
    load(input);
    if (op === 'Affine') {
      const interpolation = args.interp as AffineInterpolation;
      affine(engine, args.matrix as never, { interpolation, fill: index.fill });
    } else {
      applyOperation(engine, planned(op, args), index.fill);
    }
    if (digest() !== sha256) wrong.push(`${id} ${JSON.stringify(args)}`);
    counts.set(op, (counts.get(op) ?? 0) + 1);
  }
  assert.deepEqual(wrong, []);
  assert.ok([...counts.values()].reduce((sum, count) => sum + count, 0) >= 600, `${[...counts]}`);
});

test('whole RandAugment calls of timm should give its images', () => {
  assert.equal(chains.length, 42);
  for (const { config, seed, input, fill, steps, sha256 } of chains) {
    load(input);
    applyOperations(
      engine,
      steps.map(({ op, args }) => planned(op, args)),
      fill,
    );
    assert.equal(digest(), sha256, `${config}, seed ${seed}: ${JSON.stringify(steps)}`);
  }
});

test('an operation without its argument should be refused by name', () => {
  load('grad');
  assert.throws(() => applyOperation(engine, { name: 'Rotate' }, index.fill), {
    reason: 'INVALID_FIELD',
    message: /Rotate/,
  });
});
