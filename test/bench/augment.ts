/** CPU time of RandAugment at 224 x 224: `node test/bench/augment.ts`. Medians, milliseconds per image on one core. */
import { applyOperation } from '../../src/image/augment/apply.ts';
import { PixelEngine } from '../../src/kernels/engine.ts';
import { loadKernels } from '../../src/kernels/module.ts';
import { parseRandAugment } from '../../src/sampling/randaugment/config.ts';
import { type PlannedOperation, planRandAugment } from '../../src/sampling/randaugment/plan.ts';
import { PURPOSE, RandomStream } from '../../src/sampling/random-stream.ts';
import { picture } from '../support/pictures.ts';

const SIDE = 224;
const PASSES = 7;
const REPEATS = 40;
const FILL = [124, 116, 104] as const;
const engine = new PixelEngine(loadKernels());
const { data } = picture(SIDE, SIDE);

/** CPU milliseconds of one call of `work`. */
function measure(work: (k: number) => void, repeats = REPEATS): number {
  for (let k = 0; k < repeats; k += 1) work(k);
  const times = Array.from({ length: PASSES }, () => {
    const start = process.cpuUsage();
    for (let k = 0; k < repeats; k += 1) work(k);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / repeats;
  });
  return times.sort((a, b) => a - b)[Math.floor(PASSES / 2)]!;
}

const affine = (name: PlannedOperation['name'], argument: number): PlannedOperation[] =>
  (['nearest', 'bilinear', 'bicubic'] as const).map((interpolation) => ({ name, argument, interpolation }));
const operations: PlannedOperation[] = [
  { name: 'AutoContrast' },
  { name: 'Equalize' },
  { name: 'Invert' },
  { name: 'Posterize', argument: 4 },
  { name: 'Solarize', argument: 100 },
  { name: 'SolarizeAdd', argument: 60 },
  { name: 'Brightness', argument: 1.5 },
  { name: 'Contrast', argument: 1.5 },
  { name: 'Color', argument: 1.5 },
  { name: 'Sharpness', argument: 1.5 },
  { name: 'GaussianBlur', argument: 1.5 },
  ...affine('Rotate', 27),
  ...affine('ShearX', 0.2),
  ...affine('ShearY', 0.2),
  ...affine('TranslateXRel', 0.3),
  ...affine('TranslateYRel', 0.3),
];
engine.loadImage(data, SIDE, SIDE);
for (const operation of operations) {
  const time = measure(() => applyOperation(engine, operation, FILL));
  console.log(`${`${operation.name} ${operation.interpolation ?? ''}`.padEnd(26)} ${time.toFixed(3)} ms`);
}
const copy = measure(() => engine.loadImage(data, SIDE, SIDE));
for (const magnitude of [0, 4, 9]) {
  const config = parseRandAugment(`rand-m${magnitude}-mstd0.5-inc1`);
  const context = { translateConst: 100, translatePct: 0.45, interpolation: 'random' } as const;
  const time = measure((k) => {
    engine.loadImage(data, SIDE, SIDE);
    const random = new RandomStream(1, 0, k, PURPOSE.augment);
    for (const operation of planRandAugment(config, context, random)) applyOperation(engine, operation, FILL);
  }, 600);
  console.log(`mean of rand-m${magnitude}-mstd0.5-inc1  ${(time - copy).toFixed(3)} ms`);
}
