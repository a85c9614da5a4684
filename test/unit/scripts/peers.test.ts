import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { peersNotes, peersTable } from '../../../scripts/peers/print.ts';
import { COMMON_PART, type PeerResult, type PeersReport, STAGES } from '../../../scripts/peers/result.ts';
import { median } from '../../../scripts/peers/rounds.ts';
import { describeMachine } from '../../../src/bench/index.ts';
import { PEERS } from '../../bench/peers/catalogue.ts';

const measured = (name: string, cpu: number, work: { magnitude: number | null; bandwidth: number }): PeerResult => ({
  ...{ name, version: '1', work: 'some', note: 'none', images_per_second: 10, workers: 2 },
  cpu_ms_per_image: cpu,
  ...work,
});

const report: PeersReport = {
  ...{ version: 2, machine: describeMachine(), date: '2026-01-01T00:00:00.000Z', batch: 256, batches: 4, rounds: 1 },
  peers: [
    measured('Crescendo', 2, STAGES[0]!),
    measured('slow', 5, STAGES[0]!),
    measured('fast', 1, STAGES[0]!),
    measured('Crescendo', 4, COMMON_PART),
  ],
  not_run: [{ name: 'missing', reason: 'no compiler', ...COMMON_PART }],
};

test('every peer has a module, a name of its own and pinned packages', () => {
  const modules = fileURLToPath(new URL('../../bench/peers/', import.meta.url));
  for (const { id, environment } of PEERS) {
    assert.ok(existsSync(`${modules}${id}.py`), id);
    for (const requirement of [...environment.requirements, ...(environment.alone ?? [])]) {
      assert.match(requirement, /^[\w-]+==[\w.]+$/);
    }
  }
  assert.equal(new Set(PEERS.map(({ id }) => id)).size, PEERS.length);
  assert.equal(new Set(PEERS.map(({ title }) => title)).size, PEERS.length);
});

test('rows stand by stage and CPU time, with ratios to Crescendo; those not run come last', () => {
  const cells = peersTable(report)
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s{2,}/));
  assert.deepEqual(cells, [
    ['96', '0', 'fast', '1.00', '0.50', '1000', '2'],
    ['96', '0', 'Crescendo', '2.00', '1.00', '500', '2'],
    ['96', '0', 'slow', '5.00', '2.50', '200', '2'],
    ['224', 'none', 'Crescendo', '4.00', '1.00', '250', '2'],
    ['224', 'none', 'missing', 'not run'],
  ]);
});

test('a ratio is to Crescendo alone', () => {
  const without = { ...report, peers: report.peers.filter(({ name }) => name !== 'Crescendo') };
  assert.match(peersTable(without), /fast +1\.00 +- /);
});

test('notes say each peer once, and why one was not run', () => {
  assert.deepEqual(peersNotes(report).split('\n'), [
    'Crescendo (1): some; none',
    'slow (1): some; none',
    'fast (1): some; none',
    'missing: not run: no compiler',
  ]);
});

test('the median of an even count is the mean of the middle two', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});
