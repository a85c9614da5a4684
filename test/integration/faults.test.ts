/**
 * A few trials of each fault of docs/reliability.md; `npm run faults` does the whole table. Attacks are measured by that
 * command only, because a share of speed means nothing on a busy machine: here the trainer must lose nothing.
 */
import assert from 'node:assert/strict';
import { afterAll, describe, test } from 'vitest';
import { FAULTS } from '../../scripts/faults/catalogue.ts';
import { Scene } from '../../scripts/faults/scene.ts';
import { SLOW } from '../support/limits.ts';

/** Trials of each; those that are not here take longer than a test may. */
const TRIALS: Readonly<Record<string, number>> = {
  'kill-server': 3,
  'kill-trainer': 3,
  'kill-worker': 2,
  'freeze-server': 2,
  'freeze-trainer': 2,
  'power-loss': 3,
  cluster: 6,
};

describe('faults', () => {
  const scene = new Scene();
  afterAll(() => scene.close());

  for (const fault of FAULTS.filter(({ name }) => name in TRIALS)) {
    test(`${fault.name}: every batch should be that of an undisturbed run`, SLOW, async () => {
      const told: string[] = [];
      const tell = (message: string): unknown => told.push(message);
      const { problems, trials } = await fault.run({ scene, trials: TRIALS[fault.name]!, seed: 7, tell });
      assert.deepEqual(problems, [], told.join('\n'));
      assert.equal(trials, TRIALS[fault.name]);
    });
  }

  test('the names of the table should be those of the command', () => {
    for (const name of Object.keys(TRIALS))
      assert.ok(
        FAULTS.some((fault) => fault.name === name),
        name,
      );
  });
});
