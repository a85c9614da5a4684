/**
 * Where to take the low frequencies: `node test/bench/placement.ts [BATCHES] [ROUNDS]`. First the arithmetic, then CPU
 * time on the demo's photographs with the server and a Python client as processes of their own (Linux): of the server,
 * of the client without the crop, and of the crop by torch on one core, and on the GPU if there is one. Both placements
 * run in turn; figures are medians over the rounds, in milliseconds per image.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { preparePhotos } from '../../scripts/photos.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { startServer } from '../../scripts/server.ts';
import { table } from '../../src/cli/table.ts';
import { CROP_PLACES } from '../../src/types.ts';

const [batches = 16, rounds = 3] = process.argv.slice(2).map(Number);
const BATCH = 64;
const BASE = 224;
const SIDES = [96, 160, 192];
/** Multiply-adds of a ResNet-50 at 224, as torchvision lists them; a training step is three times the forward pass. */
const RESNET50 = 4.09e9;
const TRAINING = 3;
/** Images per second that a trainer takes at the base size; proportionally more by area at smaller sides. */
const SPEED = 1000;
/** Of /proc/PID/stat, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Measured {
  server: number;
  client: number;
  torch: number;
  device: number | null;
}

/** Reads a whole run and prints its CPU milliseconds per image, and those of the crop by itself. */
const READER = `
import json, sys, time
import torch
from crescendo import Loader
from crescendo.torch import low_frequency_crop

address, run, spec = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
spent, images = time.process_time(), 0
with Loader(address, run, spec=spec, window=8) as loader:
    for batch in loader:
        images += len(batch)
spent = time.process_time() - spent

def crop_ms(device, clock, passes):
    pixels = torch.randint(0, 256, (64, 3, 224, 224), dtype=torch.uint8, device=device)
    low_frequency_crop(pixels, batch.bandwidth)
    start = clock()
    for _ in range(passes):
        low_frequency_crop(pixels, batch.bandwidth)
    return 1000 * (clock() - start) / passes / len(pixels)

def device_clock():
    torch.cuda.synchronize()
    return time.perf_counter()

torch.set_num_threads(1)
device = crop_ms("cuda", device_clock, 50) if torch.cuda.is_available() else None
print(json.dumps({"client": 1000 * spent / images, "torch": crop_ms("cpu", time.process_time, 3), "device": device}))
`;

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (1000 * (Number(fields[11]) + Number(fields[12]))) / TICKS_PER_SECOND;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function printArithmetic(): void {
  const rows = SIDES.map((side) => {
    const crop = 3 * (side * BASE * BASE + side * side * BASE + 2 * BASE * BASE);
    const step = TRAINING * RESNET50 * (side / BASE) ** 2;
    return [
      String(side),
      String(3 * side * side),
      String(3 * BASE * BASE),
      ((BASE / side) ** 2).toFixed(2),
      ...[side, BASE].map((sent) => ((SPEED * 3 * sent * sent * (BASE / side) ** 2) / 1e6).toFixed(0)),
      (crop / 1e6).toFixed(1),
      (step / 1e6).toFixed(0),
      `${((100 * crop) / step).toFixed(2)} %`,
    ];
  });
  const bytes = ['bytes: server', 'bytes: client', 'ratio', 'MB/s: server', 'MB/s: client'];
  console.log(
    `bytes of an image; MB/s of a trainer that takes ${SPEED} images/s at ${BASE}; millions of multiply-adds`,
  );
  console.log(table(['B', ...bytes, 'crop', 'ResNet-50 step', 'share'], rows));
}

async function main(): Promise<void> {
  printArithmetic();
  const photos = await preparePhotos((message) => console.error(message));
  const python = clientEnvironment();
  const server = await startServer(['--data', `train=${photos}`]);
  const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL('../../clients/python/src', import.meta.url)) };
  const measure = (bandwidth: number, crop: string, round: number): Measured => {
    const schedule = [{ until: 1, bandwidth, randaugment: 'rand-m9-mstd0.5-inc1' }];
    const spec = JSON.stringify({ dataset: 'train', global_batch: BATCH, budget: { steps: batches }, schedule, crop });
    const before = cpuMs(server.process.pid!);
    const found = execFileSync(python, ['-c', READER, server.address, `${bandwidth}-${crop}-${round}`, spec], { env });
    const perImage = (cpuMs(server.process.pid!) - before) / (batches * BATCH);
    return { ...(JSON.parse(found.toString()) as Omit<Measured, 'server'>), server: perImage };
  };
  const rows = [];
  for (const bandwidth of SIDES) {
    const found = { server: [] as Measured[], client: [] as Measured[] };
    // The first round warms up caches and compilers and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      for (const crop of CROP_PLACES) {
        const one = measure(bandwidth, crop, round);
        if (round > 0) found[crop].push(one);
      }
    }
    for (const crop of CROP_PLACES) {
      const of = (name: 'server' | 'client' | 'torch'): number => median(found[crop].map((one) => one[name]));
      const device = found[crop].flatMap((one) => one.device ?? []);
      const gpu = device.length === 0 ? 'none' : median(device).toFixed(4);
      const own = crop === 'client' ? [of('torch').toFixed(2), gpu] : ['', ''];
      rows.push([String(bandwidth), crop, of('server').toFixed(2), of('client').toFixed(2), ...own]);
    }
  }
  await server.stop();
  console.log(`${cpus()[0]?.model}; RandAugment of magnitude 9; gRPC on one machine`);
  console.log(table(['B', 'crop', 'server ms', 'client ms', 'torch, 1 core', 'torch, GPU'], rows));
}

await main();
