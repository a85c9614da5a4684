import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { benchCommand } from '../../../src/cli/bench.ts';
import { describeBench } from '../../../src/cli/bench-tables.ts';
import { benchReport, benchResult } from '../../support/bench-report.ts';
import { writeDataset } from '../../support/datasets.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-cli-'));
afterAll(() => rmSync(work, { recursive: true }));

test('what is wrong should be named: value, bound and option', async () => {
  const data = join(work, 'data');
  writeDataset(data, 3);
  mkdirSync(join(work, 'broken', 'a'), { recursive: true });
  writeFileSync(join(work, 'broken', 'a', '1.jpg'), 'no image');
  const cases: [string[], RegExp][] = [
    [[], /--data/],
    [['--data', 'demo'], /--data demo: .*npm run bench.*\.\/demo/],
    [['--data', join(work, 'none')], /none/],
    [['--data', join(work, 'broken')], /none of 1 images can be decoded; a\/1\.jpg: BAD_IMAGE/],
    [['--data', data, '--mode', 'exact,fast'], /--mode.*no mode fast; the modes are: exact, matched\./],
    [['--data', data, '--bandwidth', '96,97'], /--bandwidth.*must be even \(given: 97\)/],
    [['--data', data, '--bandwidth', '514'], /--bandwidth.*2\.\.512 \(given: 514\)/],
    [['--data', data, '--magnitude', '11'], /--magnitude.*0\.\.10 \(given: 11\)/],
    [['--data', data, '--images', '0'], /--images.*1\.\.100000 \(given: 0\)/],
    [['--data', data, '--workers', '1,0'], /--workers.*1\.\.1024 \(given: 0\)/],
    [['--data', data, '--warmup', '-1'], /--warmup.*0\.\.1000 \(given: -1\)/],
    [['--data', data, '--repetitions', '0'], /--repetitions.*1\.\.1000 \(given: 0\)/],
    [['--data', data, '--passes', '3'], /unknown option '--passes'/],
    [['--data', data, '--base-size', '97'], /--base-size.*must be even \(given: 97\)/],
    [['--data', data, '--base-size', '160', '--bandwidth', '224'], /--bandwidth 224 exceeds --base-size 160/],
    [['--data', data, '--spec', join(work, 'no.yaml')], /cannot read the run spec .*no\.yaml/],
    [['--data', data, '--spec', 'x', '--base-size', '160'], /--spec <file>' cannot be used with .*'--base-size <n>'/],
    [['--data', data, '--spectral', 'webgpu', '--base-size', '160'], /--base-size does not go with --spectral webgpu/],
    [['--data', data, '--trainer-speed', '0'], /--trainer-speed.*above 0 \(given: 0\)/],
    [['--data', data, '--chart', 'a.pdf'], /--chart.*\.svg or \.png \(given: a\.pdf\)/],
    [['--data', data, '--json', join(work, 'no', 'x.json')], /--json .*x\.json: there is no folder/],
  ];
  for (const [args, message] of cases) {
    const command = benchCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    await assert.rejects(command.parseAsync(args, { from: 'user' }), { message }, args.join(' '));
  }
});

test('a step that is lost in noise should be shown as a bound, never as 0.000', () => {
  const results = [
    benchResult({ augment_ms: 0, below_noise_ms: { augment_ms: 0.0123 } }),
    benchResult({ augment_ms: 0, low_frequency_ms: 0, resize_ms: 0.000_2 }),
    benchResult({ resize_ms: 0, below_noise_ms: { resize_ms: 9 } }),
  ];
  const operations = [{ name: 'Invert', interpolation: null, cpu_ms: 0.002, below_noise_ms: 0.004 }];
  const randaugment = [{ config: 'rand-m0', cpu_ms_per_image: 0, below_noise_ms: 0 }];
  const text = describeBench(benchReport({ results, operations, randaugment }), true);
  assert.match(text, /exact +96 +0 +0\.700 +0\.300 +< 0\.012 +0\.250 +1\.400/);
  assert.match(text, /exact +96 +0 +0\.700 +< 0\.001 +- +- +1\.400/);
  assert.match(text, /exact +96 +0 +0\.700 +< 1\.400 .* 1\.400 /, 'a step should take no more than all of them');
  assert.match(text, /Invert +< 0\.004/);
  assert.match(text, /rand-m0 +< 0\.001/);
  assert.doesNotMatch(text, /0\.000/);
});

test('the tables should show every figure of a stage, and what calls for a word', () => {
  const report = benchReport({
    pool: [
      {
        ...{ mode: 'exact', bandwidth: 96, magnitude: 0, workers: 1, images_per_second: 300 },
        ...{ cpu_ms_per_image: 1.5, cores_busy: 0.45, efficiency: 1 },
        quartiles: { images_per_second: [290, 310], cpu_ms_per_image: [1.4, 1.6], efficiency: [1, 1] },
      },
    ],
  });
  const text = describeBench(report, false);
  assert.match(text, /exact +96 +0 +0\.700 +0\.300 +0\.150 +0\.250 +1\.400 +1\.350\.\.1\.450 +714 +2\.00 +2\.33/);
  assert.match(text, /exact +96 +0 +75\.8 +0\.0 +27\.6 +103\.4 +400\.0/);
  assert.match(text, /exact +96 +0 +1 +300 +290\.\.310 +1\.500 +0\.45 +100 %/);
  assert.match(text, /less than 0\.85 of a core/);
  assert.doesNotMatch(text, /large|left out|rotate/i);
  const { data } = report;
  const odd = describeBench(
    benchReport({
      data: { ...data, mean_pixels: 12_000_000, bad: [{ key: 'a/x.jpg', reason: 'BAD_IMAGE: empty' }] },
      floors: { region_ms: 1, entropy_ms: null, quartiles: { region_ms: [1, 1], entropy_ms: null } },
      results: [benchResult({ decode_floor_ms: null, times_entropy_decode: null })],
      operations: [{ name: 'Rotate', interpolation: 'bicubic', cpu_ms: 0.4 }],
      randaugment: [{ config: 'rand-m9', cpu_ms_per_image: 0.1 }],
    }),
    true,
  );
  assert.match(odd, /67 times as large as ImageNet's/);
  assert.match(odd, /1 images cannot be decoded.*a\/x\.jpg: BAD_IMAGE: empty/);
  assert.match(odd, / 2\.00 +-\n/);
  assert.match(odd, /Rotate +0\.400/);
  assert.doesNotMatch(odd, /0\.85 of a core/);
});
