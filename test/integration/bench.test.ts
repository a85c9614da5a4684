import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOMParser } from '@xmldom/xmldom';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { BenchReport } from '../../src/bench/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { picture } from '../support/pictures.ts';
import { runCli } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
const data = join(work, 'data');
const QUICK = ['--images', '4', '--warmup', '0', '--repetitions', '1', '--workers', 'none'];
afterAll(() => rmSync(work, { recursive: true }));

const readReport = (path: string): BenchReport => JSON.parse(readFileSync(path, 'utf8')) as BenchReport;

describe('crescendo bench', () => {
  beforeAll(() => writeDataset(data, 12));

  test('should write the results that others read', async () => {
    const [json, chart] = [join(work, 'bench.json'), join(work, 'bench.svg')];
    const { code, stdout, stderr } = await runCli(
      ...['bench', '--data', data, '--mode', 'exact', '--bandwidth', '96,224', '--magnitude', 'none,9'],
      ...['--images', '6', '--workers', '2', '--warmup', '1', '--repetitions', '2', '--operations'],
      ...['--json', json, '--chart', chart],
    );
    assert.equal(code, 0, stderr);
    for (const head of [/x region +x floor/, /decoder writes/, /cores busy +efficiency/, /bicubic ms/, /mean ms/]) {
      assert.match(stdout, head);
    }
    const report = readReport(json);
    checkHead(report);
    checkStages(report);
    checkPool(report);
    checkOperations(report);
    const svg = new DOMParser().parseFromString(readFileSync(chart, 'utf8'), 'image/svg+xml');
    const texts = [...svg.getElementsByTagName('text')].map((element) => element.textContent);
    assert.ok(texts.includes('exact, B = 224, m = none'), texts.join(' | '));
  });

  function checkHead(report: BenchReport): void {
    assert.deepEqual(Object.keys(report), [
      ...['version', 'machine', 'data', 'options', 'floors', 'results', 'pool', 'operations', 'randaugment'],
    ]);
    assert.equal(report.version, 2);
    assert.deepEqual(Object.keys(report.machine), ['cpu', 'cores', 'memory_bytes', 'platform', 'node', 'engine']);
    assert.deepEqual(report.data.formats, { jpeg: 6 });
    assert.deepEqual([report.data.name, report.data.images, report.data.bad], [data, 6, []]);
    const { stages, ...options } = report.options;
    assert.deepEqual(options, { base_size: 224, images: 6, warmup: 1, repetitions: 2, workers: [1, 2] });
    assert.deepEqual(stages[0], { mode: 'exact', bandwidth: 96, magnitude: null });
    assert.ok(report.floors.region_ms > 0 && report.floors.entropy_ms! > 0);
  }

  function checkStages({ results, floors, data: { mean_bytes } }: BenchReport): void {
    assert.deepEqual(Object.keys(results[1]!), [
      ...['mode', 'bandwidth', 'magnitude', 'cpu_ms_per_image', 'images_per_second', 'cores', 'decode_ms'],
      ...['resize_ms', 'augment_ms', 'low_frequency_ms', 'decode_floor_ms', 'times_region_decode'],
      ...['times_entropy_decode', 'quartiles', 'below_noise_ms', 'bytes_copied'],
    ]);
    assert.deepEqual(
      results.map(({ bandwidth, magnitude }) => [bandwidth, magnitude]),
      [
        [96, null],
        [224, null],
        [96, 9],
        [224, 9],
      ],
    );
    for (const row of results) {
      assert.ok(row.cpu_ms_per_image > 0 && Math.abs(row.images_per_second * row.cpu_ms_per_image - 1000) < 1e-6);
      const [first, third] = row.quartiles.cpu_ms_per_image;
      assert.ok(first <= row.cpu_ms_per_image && row.cpu_ms_per_image <= third);
      assert.equal(row.decode_floor_ms, floors.entropy_ms);
      assert.equal(row.bytes_copied.slot, row.bandwidth ** 2 * 3);
      assert.ok(Math.abs(row.bytes_copied.file - mean_bytes) <= 1);
    }
    // What a stage leaves out costs nothing at all, and the others share what they have in common.
    assert.deepEqual([results[0]!.augment_ms, results[1]!.augment_ms, results[1]!.low_frequency_ms], [0, 0, 0]);
    assert.equal(new Set(results.map((row) => row.decode_ms)).size, 1);
    assert.equal(results[1]!.cpu_ms_per_image.toFixed(6) === results[3]!.cpu_ms_per_image.toFixed(6), false);
  }

  function checkPool({ pool = [], results }: BenchReport): void {
    assert.deepEqual(
      pool.map(({ bandwidth, magnitude, workers }) => [bandwidth, magnitude, workers]),
      results.flatMap(({ bandwidth, magnitude }) => [1, 2].map((workers) => [bandwidth, magnitude, workers])),
    );
    for (const row of pool) {
      assert.ok(row.images_per_second > 0 && row.cpu_ms_per_image > 0 && row.cores_busy > 0 && row.efficiency > 0);
      if (row.workers === 1) assert.equal(row.efficiency, 1);
    }
  }

  function checkOperations({ operations = [], randaugment = [] }: BenchReport): void {
    assert.deepEqual(
      operations.filter(({ name }) => name === 'Rotate').map(({ interpolation }) => interpolation),
      ['nearest', 'bilinear', 'bicubic'],
    );
    assert.equal(operations.find(({ name }) => name === 'Equalize')?.interpolation, null);
    assert.ok(operations.every(({ cpu_ms }) => cpu_ms >= 0));
    assert.deepEqual(
      randaugment.map(({ config }) => config),
      ['rand-m0-mstd0.5-inc1', 'rand-m4-mstd0.5-inc1', 'rand-m9-mstd0.5-inc1'],
    );
  }

  test('should measure stages of the curriculum by default, in every mode that is asked for', async () => {
    const json = join(work, 'default.json');
    const { code, stderr } = await runCli('bench', '--data', data, ...QUICK, '--mode', 'exact,matched', '--json', json);
    assert.equal(code, 0, stderr);
    const { results, pool, options } = readReport(json);
    assert.deepEqual(
      results.map(({ mode, bandwidth, magnitude }) => `${mode} ${bandwidth} ${magnitude}`),
      ['exact 96 0', 'exact 160 4', 'exact 224 9', 'matched 96 0', 'matched 160 4', 'matched 224 9'],
    );
    assert.deepEqual([pool, options.workers], [undefined, []]);
  });

  test("should measure a run's stages on a flat folder, and write JSON to standard output", async () => {
    const flat = join(work, 'flat');
    cpSync(join(data, 'class0'), flat, { recursive: true });
    const spec = join(work, 'run.yaml');
    const fields = 'base_size: 64\nrandaugment: none\nerasing: { probability: 1 }\nmixing: {}\n';
    writeFileSync(spec, `dataset: train\n${fields}`);
    const { code, stdout, stderr } = await runCli('bench', '--data', flat, ...QUICK, '--spec', spec, '--json', '-');
    assert.equal(code, 0, stderr);
    const { data: measured, results, options } = JSON.parse(stdout) as BenchReport;
    assert.deepEqual([measured.images > 0, options.base_size], [true, 64]);
    assert.deepEqual(
      results.map(({ bandwidth, magnitude }) => [bandwidth, magnitude]),
      [
        [28, null],
        [46, null],
        [64, null],
      ],
    );
    assert.match(stderr, /x region +x floor/);
    assert.match(stderr, /mixing is not measured here/);
    assert.match(
      stderr,
      /One core feeds [\d,]+ images\/s at B = \d+ .* to feed a trainer of 2,500 images\/s, take \d+ core/,
    );
  });

  test('should leave out and name what cannot be decoded, and go without a floor where there is none', async () => {
    const mixed = join(work, 'mixed');
    writeDataset(mixed, 4);
    writeFileSync(join(mixed, 'class0', 'broken.jpg'), 'no image');
    const { data: pixels } = picture(90, 80);
    const png = sharp(pixels, { raw: { width: 90, height: 80, channels: 3 } }).png();
    await png.toFile(join(mixed, 'class1', 'p.png'));
    const json = join(work, 'mixed.json');
    const images = [...QUICK, '--images', '100'];
    const { code, stdout, stderr } = await runCli('bench', '--data', mixed, ...images, '--json', json);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /1 images cannot be decoded and were left out; the first: class0\/broken\.jpg: BAD_IMAGE/);
    assert.match(stdout, /no floor, as not all images are JPEG/);
    const report = readReport(json);
    assert.deepEqual(report.data.formats, { jpeg: 4, png: 1 });
    assert.deepEqual([report.floors.entropy_ms, report.results[0]!.times_entropy_decode], [null, null]);
    assert.ok(report.results[0]!.bytes_copied.decoded > 0);
  });

  test('should say that photographs are large', async () => {
    const large = join(work, 'large', 'a');
    mkdirSync(large, { recursive: true });
    await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#468' } })
      .jpeg()
      .toFile(join(large, '1.jpg'));
    const { stdout } = await runCli('bench', '--data', join(work, 'large'), ...QUICK, '--bandwidth', '96');
    assert.match(stdout, /1\.920 megapixels\n.*\nThese photographs are 11 times as large as ImageNet's/);
    assert.doesNotMatch((await runCli('bench', '--data', data, ...QUICK, '--bandwidth', '96')).stdout, /large/);
  });

  test('an installed command should have no demo, and say so', async () => {
    const { code, stdout, stderr } = await runCli('bench', '--data', 'demo');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^crescendo: --data demo: the demo's photographs are only available in the repository/);
    const wrong = await runCli('bench', '--data', data, '--repetitions', '0');
    assert.deepEqual([wrong.code, /--repetitions/.test(wrong.stderr)], [2, true]);
  });

  test('npm run bench should take any folder, and the same options', () => {
    const script = fileURLToPath(new URL('../../scripts/bench.ts', import.meta.url));
    const run = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    const chart = join(work, 'script.png');
    const { status, stdout, stderr } = run('--data', data, ...QUICK, '--bandwidth', '64', '--chart', chart);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /4 images of .*\(4 jpeg\)/);
    assert.deepEqual([...readFileSync(chart).subarray(1, 4)], [...Buffer.from('PNG')]);
    assert.equal(run('--data', join(work, 'none')).status, 2);
    assert.match(run('--help').stdout, /default:\s+"demo"/);
  });
});
