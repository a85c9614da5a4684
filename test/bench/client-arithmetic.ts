/**
 * What the TypeScript client computes for a run that leaves it to the client: `node test/bench/client-arithmetic.ts`.
 * Medians of the CPU time, milliseconds per image of 224 x 224 x 3.
 */
import { lowFrequencyCrop } from '../../clients/typescript/src/low-frequency.ts';
import { mix } from '../../clients/typescript/src/mix.ts';
import { normalize } from '../../clients/typescript/src/normalize.ts';

const SIDE = 224;
const COUNT = 16;
const PASSES = 9;
const shape = [COUNT, SIDE, SIDE, 3] as const;
const images = Uint8Array.from({ length: COUNT * SIDE * SIDE * 3 }, (_, k) => (k * 37) % 256);
const floats = Float32Array.from(images);
const mixing = {
  applied: false,
  partners: Uint32Array.from({ length: COUNT }, (_, k) => COUNT - 1 - k),
  lambdas: new Float64Array(COUNT).fill(0.3),
  boxes: undefined,
};

function print(name: string, work: () => unknown): void {
  work();
  const times = Array.from({ length: PASSES }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / COUNT;
  });
  const median = times.sort((a, b) => a - b)[Math.floor(PASSES / 2)]!;
  console.log(`${name.padEnd(28)} ${median.toFixed(2)}`);
}

for (const bandwidth of [96, 128, 160, 192]) {
  print(`lowFrequencyCrop to ${bandwidth}`, () => lowFrequencyCrop({ images, shape }, bandwidth));
}
print('mix, uint8', () => mix({ images, shape, mixing }));
print('mix, float32', () => mix({ images: floats, shape, mixing }));
print('normalize', () => normalize({ images, shape }));
