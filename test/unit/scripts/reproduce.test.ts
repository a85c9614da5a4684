import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { afterAll, describe, test } from 'vitest';
import { accuracyChart, frequencyChart } from '../../../scripts/reproduce/charts.ts';
import { type Arm, DATASETS, type Run, runsOf } from '../../../scripts/reproduce/experiment.ts';
import { percentScale } from '../../../scripts/reproduce/panel.ts';
import { datasetReport } from '../../../scripts/reproduce/print.ts';
import { type Result, ResultStore } from '../../../scripts/reproduce/results.ts';
import { type Cell, cellsOf, type Finished, speedUp } from '../../../scripts/reproduce/summary.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-reproduce-'));
afterAll(() => rmSync(work, { recursive: true }));

const [tiles] = DATASETS;

function result(fields: Partial<Result> = {}): Result {
  return {
    id: 'a',
    accuracy: 0.5,
    flops: 1e12,
    images: 100,
    steps: 10,
    wall_seconds: 60,
    cpu_seconds: 50,
    server_cpu_seconds: 5,
    parameters: 1000,
    observations: [],
    machine: 'A CPU, 2 cores',
    date: '2026-01-02T03:04:05.000Z',
    ...fields,
  };
}

/** Runs of a budget, one for each accuracy, which cost their budget's share. */
function runsWith(arm: Arm, budget: number, accuracies: readonly number[]): Finished[] {
  const of = runsOf(tiles!, accuracies.length, true).filter((run) => run.arm === arm && run.budget === budget);
  return of.map((run, seed) => ({
    ...run,
    result: result({ accuracy: accuracies[seed]!, flops: budget * 1e12, wall_seconds: 100 * budget }),
  }));
}

function cell(arm: Arm, budget: number, accuracy: number): Cell {
  const [found] = cellsOf(runsWith(arm, budget, [accuracy]));
  return found!;
}

describe('the runs', () => {
  test('should hold every schedule at every budget for each seed, once', () => {
    for (const dataset of DATASETS) {
      const runs = runsOf(dataset, 3, false);
      assert.equal(runs.length, 27);
      assert.equal(new Set(runs.map(({ job }) => job.id)).size, 27);
      for (const { arm, budget, seed, job } of runs) {
        assert.equal(job.spec.seed, seed);
        assert.equal(job.seed, seed);
        assert.equal(job.spec.equivalent_epochs, dataset.epochs[0] * budget);
        assert.equal(job.spec.schedule, arm === 'constant' ? 'constant' : 'efficienttrain++');
        assert.equal(job.spec.fidelity, arm === 'matched' ? 'matched' : 'exact');
      }
    }
  });

  test('should differ in nothing else than schedule, fidelity, budget and seed', () => {
    const rest = ({ job }: Run): string => {
      const { schedule, fidelity, equivalent_epochs, seed, ...spec } = job.spec;
      return JSON.stringify({ ...job, id: '', spec, seed: 0, observations: 0, bandwidths: [] });
    };
    for (const dataset of DATASETS) assert.equal(new Set(runsOf(dataset, 2, false).map(rest)).size, 1);
  });
});

test('the ablation should differ from the curriculum in the sides alone', () => {
  const [ramp] = runsOf(tiles!, 1, false, ['ramp']);
  const stages = ramp!.job.spec.schedule as { until: number; bandwidth: number; randaugment: string }[];
  assert.deepEqual(
    stages.map(({ bandwidth, randaugment }) => [bandwidth, randaugment]),
    Array.from({ length: 10 }, (_, m) => [112, `rand-m${m}-mstd0.5-inc1`]),
  );
  assert.equal(stages[9]!.until, 1);
});

describe('the summary', () => {
  test('should give means, and standard deviations with n - 1', () => {
    const [found] = cellsOf(runsWith('exact', 1, [0.5, 0.6, 0.7]));
    assert.ok(Math.abs(found!.accuracy - 0.6) < 1e-12);
    assert.ok(Math.abs(found!.spread! - 0.1) < 1e-12);
    assert.equal(cell('exact', 1, 0.5).spread, null);
  });

  test('should interpolate the compute that reaches the baseline', () => {
    const cells = [cell('constant', 1, 0.7), cell('exact', 0.5, 0.6), cell('exact', 1, 0.8)];
    const found = speedUp(cells, 'exact')!;
    assert.equal(found.bound, 'exactly');
    assert.ok(Math.abs(found.compute - 1 / 0.75) < 1e-9);
    assert.ok(Math.abs(found.wall - 1 / 0.75) < 1e-9);
  });

  test('should give a bound where the least budget is better already, and none where nothing is', () => {
    const baseline = cell('constant', 1, 0.7);
    assert.deepEqual(speedUp([baseline, cell('exact', 0.5, 0.7)], 'exact'), { bound: 'atLeast', compute: 2, wall: 2 });
    assert.equal(speedUp([baseline, cell('exact', 1, 0.69)], 'exact'), undefined);
    assert.equal(speedUp([cell('exact', 1, 0.69)], 'exact'), undefined);
  });

  test('should report each schedule at each budget, and what that means', () => {
    const runs = [
      ...runsWith('constant', 1, [0.6, 0.64]),
      ...runsWith('exact', 0.5, [0.7, 0.7]),
      ...runsWith('matched', 1, [0.3, 0.3]),
    ];
    const text = datasetReport(tiles!, runs);
    assert.match(text, /^constant +1 +62\.0 % +2\.8 +\+0\.0 +1\.00 +1\.00 +100\.0 +50\.0 +5\.0$/m);
    assert.match(text, /^efficienttrain\+\+, exact +1\/2 +70\.0 % +0\.0 +\+8\.0 +0\.50 +0\.50 +50\.0/m);
    assert.match(
      text,
      /exact: the baseline's accuracy for at least 2\.00 times less compute, at least 2\.00 times less/,
    );
    assert.match(text, /matched: the baseline's accuracy is not reached within its compute/);
  });
});

describe('stored results', () => {
  const [first, second] = runsOf(tiles!, 1, true);

  test('should be found again by job and code, and survive a line that a crash cut off', () => {
    const file = join(work, 'sub', 'results.jsonl');
    const store = new ResultStore(file, 'code');
    store.add(first!.job, result({ accuracy: 0.1 }));
    appendFileSync(file, '\n{"key":"abc","resu');
    new ResultStore(file, 'code').add(second!.job, result({ accuracy: 0.2 }));
    const again = new ResultStore(file, 'code');
    assert.equal(again.get(first!.job)?.accuracy, 0.1);
    assert.equal(again.get(second!.job)?.accuracy, 0.2);
    assert.equal(new ResultStore(file, 'other code').get(first!.job), undefined);
    const other = { ...first!.job, learning_rate: 1 };
    assert.equal(again.get(other), undefined);
  });
});

describe('the charts', () => {
  const observations = [0.5, 1].map((budget) => ({ budget, accuracy: tiles!.bandwidths.map(() => budget / 2) }));
  const runs = runsOf(tiles!, 2, false).map((run, k) => ({
    ...run,
    result: result({
      accuracy: 0.5 + k / 100,
      flops: run.budget * 1e12,
      observations: run.job.observations > 0 ? observations : [],
    }),
  }));
  const studies = [{ dataset: tiles!, runs }];

  function elements(svg: string, name: string): number {
    const onError = (level: string, message: string): void => {
      throw new Error(`${level}: ${message}`);
    };
    return new DOMParser({ onError }).parseFromString(svg, 'image/svg+xml').getElementsByTagName(name).length;
  }

  test('should have a line for each schedule, a dot for each run and each mean', () => {
    const svg = accuracyChart(studies, 'conditions <&>');
    assert.equal(elements(svg, 'polyline'), 3);
    assert.equal(elements(svg, 'circle'), 18 + 9);
  });

  test('should have a line for each bandwidth of each observed run', () => {
    assert.equal(elements(frequencyChart(studies, 'conditions')!, 'polyline'), 2 * tiles!.bandwidths.length);
    const unobserved = runs.filter(({ job }) => job.observations === 0);
    assert.equal(frequencyChart([{ dataset: tiles!, runs: unobserved }], 'conditions'), undefined);
  });

  test('scales should hold all values between marked ends', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (values) => {
        const { low, high, ticks } = percentScale(values);
        assert.ok(low < high && ticks.length <= 9);
        for (const value of values)
          assert.ok(low <= value + 1e-9 && value <= high + 1e-9, `${value} in ${low}..${high}`);
      }),
    );
  });
});
