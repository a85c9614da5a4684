/**
 * CPU time of each kernel by itself: `node test/bench/kernels.ts`. Medians of passes, milliseconds per image on one
 * core.
 */
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import { picture, toRgbx } from '../support/pictures.ts';

const engine = new PixelEngine(loadKernels());
const PASSES = 9;
const REPEATS = 60;

function measure(name: string, work: () => void): void {
  for (let k = 0; k < REPEATS; k += 1) work();
  const times: number[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    const start = process.cpuUsage();
    for (let k = 0; k < REPEATS; k += 1) work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000 / REPEATS);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(36)} ${times[Math.floor(PASSES / 2)]!.toFixed(3)} ms (best ${times[0]!.toFixed(3)})`);
}

for (const [width, height] of [
  [200, 180],
  [330, 300],
  [480, 360],
] as const) {
  const image = picture(width, height);
  engine.region(width, height).set(toRgbx(image));
  for (const filter of ['bilinear', 'bicubic', 'lanczos', 'box'] as const) {
    const crop = { x: 0, y: 0, width, height };
    const target = { width: 224, height: 224 };
    measure(`resize ${width} x ${height} -> 224, ${filter}`, () =>
      engine.cropResize(image, crop, target, filter, false),
    );
  }
}
const { data } = picture(224, 224);
for (const bandwidth of [96, 128, 160, 192]) {
  engine.loadImage(data, 224, 224);
  for (const dtype of ['uint8', 'float32'] as const) {
    measure(`spectral 224 -> ${bandwidth}, ${dtype}`, () => engine.lowFrequency(bandwidth, 'spectral', dtype));
  }
  measure(`lanczos 224 -> ${bandwidth}, with a copy`, () => {
    engine.loadImage(data, 224, 224);
    engine.lowFrequency(bandwidth, 'lanczos', 'uint8');
  });
}
